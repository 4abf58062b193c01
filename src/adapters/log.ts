/** The log: JSON lines on the error stream, through pino. */
import { pino } from 'pino';
import type { Log } from '../chat/reception.ts';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/** Tokens of Slack and Discord, wherever they may have slipped in. */
const SECRET = /xox[a-z]-[\w-]+|xapp-[\w-]+|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g;

export function createLog(level = 'info'): Log {
  return pino(
    {
      level: LEVELS.includes(level) ? level : 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        streamWrite: (line) => line.replace(SECRET, '[secret]'),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
