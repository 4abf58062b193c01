/**
 * One writer to a folder. Whoever wants to write listens on a socket in it; whoever finds another
 * that answers gives way. A process that is killed answers no more, so its lock is gone with it:
 * nothing waits for a time-out, and process ids, which repeat in containers, play no part.
 *
 * A contender binds a name of its own before it looks at the others, so of two that come at once at
 * least one sees the other. If both do, both give way and try again after a random wait.
 */
import { mkdir, open, readdir, unlink } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { StoreError } from '../../archive/event-store.ts';
import { reasonOf } from './files.ts';

const NAME = /^writer-[0-9a-f]{8}\.sock$/;
const ATTEMPTS = 6;

export interface LockParts {
  /** Between 0 and 1, as `Math.random`. */
  random(): number;
}

/** Another process is writing to the folder. */
export class FolderInUse extends StoreError {
  constructor(folder: string) {
    super(
      `${folder} is in use by another running aide. Questions can be asked beside it; ` +
        'to change something, ask it, or stop it first',
    );
  }
}

export class WriterLock {
  readonly #server: Server;
  readonly #close: () => Promise<void>;

  private constructor(server: Server, close: () => Promise<void>) {
    this.#server = server;
    this.#close = close;
  }

  /** Takes the lock of a folder, which is made if need be; throws {@link FolderInUse}. */
  static async take(folder: string, { random }: LockParts): Promise<WriterLock> {
    await makeFolder(folder);
    for (let attempt = 1; ; attempt++) {
      const lock = await WriterLock.#contend(folder, random);
      if (lock) return lock;
      if (attempt === ATTEMPTS) throw new FolderInUse(folder);
      await new Promise((resolve) => setTimeout(resolve, random() * 20 * attempt));
    }
  }

  static async #contend(folder: string, random: () => number): Promise<WriterLock | undefined> {
    const near = await nearPath(folder);
    const digits = Math.floor(random() * 0x1_0000_0000);
    const own = `writer-${digits.toString(16).padStart(8, '0')}.sock`;
    const server = await listen(join(near.path, own)).catch(async (error) => {
      await near.close();
      throw new StoreError(`${folder} cannot be written (${reasonOf(error)})`);
    });
    const close = async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await unlink(join(folder, own)).catch(() => undefined);
      await near.close();
    };
    for (const name of await readdir(folder)) {
      if (name === own || !NAME.test(name)) continue;
      if (await answers(join(near.path, name))) {
        await close();
        return undefined;
      }
      await unlink(join(folder, name)).catch(() => undefined); // left by one that was killed
    }
    server.unref();
    return new WriterLock(server, close);
  }

  /** Hears those who connect; without a listener they are only let know that someone is there. */
  onConnection(listener: (socket: Socket) => void): void {
    this.#server.removeAllListeners('connection');
    this.#server.on('connection', listener);
  }

  async release(): Promise<void> {
    await this.#close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new StoreError(`${folder} cannot be made (${reasonOf(error)})`);
  }
}

interface NearPath {
  readonly path: string;
  close(): Promise<void>;
}

/** A socket's path holds some hundred bytes; on Linux an open folder gives a short one to any. */
async function nearPath(folder: string): Promise<NearPath> {
  if (process.platform !== 'linux') return { path: folder, close: async () => undefined };
  const handle = await open(folder, 'r');
  return { path: `/proc/self/fd/${handle.fd}`, close: () => handle.close() };
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** Only a socket that nobody listens on is dead; whatever else goes wrong, someone may be there. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    const done = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => done(true));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}
