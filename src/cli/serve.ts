/** The bot on its platforms: brings up what is configured, and ends when it is told to. */
import { type ChatAdapter, type Inbound, StartError } from '../chat/adapter.ts';
import type { Log } from '../chat/reception.ts';

export interface Serving {
  readonly doors: readonly ChatAdapter[];
  readonly inbound: Inbound;
  readonly log: Log;
  /** Resolves when the process is asked to end. */
  readonly ending: Promise<string>;
}

/** A platform that cannot be started as configured. */
const MISCONFIGURED = 2;

/**
 * Resolves to the exit code. One platform that cannot be started does not keep the others from
 * serving; where none can, the process ends with what is wrong with each.
 */
export async function serve({ doors, inbound, log, ending }: Serving): Promise<number> {
  let code = 0;
  const started = await Promise.all(
    doors.map(async (door) => {
      try {
        const stopEarly = ending.then(() => 'ending' as const);
        const outcome = await Promise.race([door.start(inbound), stopEarly]);
        if (outcome !== 'ending') log.info({ platform: door.name }, 'listening');
        return door;
      } catch (error) {
        const isExpected = error instanceof StartError;
        const reason = (error as Error).message.split('\n')[0] ?? '';
        log.error({ platform: door.name }, `${door.name} cannot be started: ${reason}`);
        code = isExpected ? MISCONFIGURED : 1;
        return undefined;
      }
    }),
  );
  const serving = started.filter((door) => door !== undefined);
  if (serving.length === 0) return code;
  const signal = await ending;
  log.info({ signal }, 'ending: what was accepted is answered');
  await Promise.all(
    serving.map((door) =>
      door.stop().catch((error: Error) => log.error({ platform: door.name }, error.message)),
    ),
  );
  return 0;
}
