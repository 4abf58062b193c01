/** The bot on its platforms: brings up what is configured, and ends when it is told to. */
import type { HttpServer } from '../adapters/http/server.ts';
import { type ChatAdapter, type Inbound, StartError } from '../chat/adapter.ts';
import type { Log } from '../chat/reception.ts';
import type { Diary } from '../compose/diary.ts';

export interface Serving {
  readonly doors: readonly ChatAdapter[];
  readonly inbound: Inbound;
  /** Posts what is due through the doors that stand open. */
  readonly diary: Diary;
  readonly http: HttpServer | undefined;
  readonly log: Log;
  /** Resolves when the process is asked to end. */
  readonly ending: Promise<string>;
}

/** A platform that cannot be started as configured. */
const MISCONFIGURED = 2;

/**
 * Resolves to the exit code. One platform that cannot be started does not keep the others from
 * serving; where none can, the process ends with what is wrong with each. Without platforms it serves
 * HTTP alone.
 */
export async function serve({
  doors,
  inbound,
  diary,
  http,
  log,
  ending,
}: Serving): Promise<number> {
  let code = 0;
  const note = (name: string, error: unknown) => {
    const reason = (error as Error).message.split('\n')[0] ?? '';
    log.error({ platform: name }, `${name} cannot be started: ${reason}`);
    code = error instanceof StartError ? MISCONFIGURED : 1;
    return undefined;
  };
  const openDoor = async (door: ChatAdapter) => {
    const stopEarly = ending.then(() => 'ending' as const);
    const outcome = await Promise.race([door.start(inbound), stopEarly]);
    if (outcome === 'ending') return door;
    log.info({ platform: door.name }, 'listening');
    diary.open(door);
    return door;
  };
  const openHttp = async (server: HttpServer) => {
    const port = await server.start();
    log.info({ port }, 'listening on HTTP');
    return server;
  };
  const started = await Promise.all([
    ...doors.map((door) => openDoor(door).catch((error) => note(door.name, error))),
    ...(http ? [openHttp(http).catch((error) => note(http.name, error))] : []),
  ]);
  const serving = started.filter((one) => one !== undefined);
  const isOfUse = serving.some((one) => one !== http) || doors.length === 0;
  if (serving.length > 0 && isOfUse) {
    const signal = await ending;
    log.info({ signal }, 'ending: what was accepted is answered');
    code = 0;
  }
  await diary.stop();
  await Promise.all(
    serving.map((one) =>
      one.stop().catch((error: Error) => log.error({ platform: one.name }, error.message)),
    ),
  );
  return code;
}
