/** What Slack's client libraries log, in our log: without tokens, and without a word of a message. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../chat/reception.ts';
import { withoutSecrets } from './errors.ts';

const LONGEST = 300;

/**
 * Their debug lines carry whole messages after a colon or a brace, so these end there; their
 * warnings speak of connections and of what Slack found wrong with a call.
 */
export function boltLog(log: Log): Logger {
  const warn = (...parts: unknown[]) => log.warn({ from: 'slack client' }, told(parts));
  const debug = (...parts: unknown[]) =>
    log.debug(
      { from: 'slack client' },
      told(parts.slice(0, 1))
        .split(/[:{[]|\(body/)[0]
        ?.trim() ?? '',
    );
  return {
    debug,
    info: debug,
    warn,
    error: warn,
    setLevel() {},
    // Some lines are put together only at the level of debug; they are full of payloads.
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

const told = (parts: readonly unknown[]): string =>
  withoutSecrets(parts.map(wordsOf).filter(Boolean).join(' ')).slice(0, LONGEST);

/** Objects are left out: they are payloads. */
function wordsOf(part: unknown): string {
  if (typeof part === 'string') return part;
  return part instanceof Error ? `${part.name}: ${part.message}` : '';
}
