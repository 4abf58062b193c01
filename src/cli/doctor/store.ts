/** Whether the archive can be read and written where it lies, or begun there. */
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readSeeds, SeedsError } from '../../adapters/seeds/seed-files.ts';
import { EmbeddedStore } from '../../adapters/store/embedded-store.ts';
import { reasonOf } from '../../adapters/store/files.ts';
import { folderBytes } from '../../adapters/store/size.ts';
import { FolderInUse, WriterLock } from '../../adapters/store/writer-lock.ts';
import { StoreError } from '../../archive/event-store.ts';
import type { Diagnosis } from '../../chat/diagnosis.ts';
import { type Holdings, RECORD_TYPES } from '../../domain/record/record.ts';
import type { Subscription } from '../../domain/record/schedule.ts';

export interface StoreCheck {
  readonly diagnoses: readonly Diagnosis[];
  /** Whether a bot is running on it. */
  readonly isInUse: boolean;
  readonly subscriptions: readonly Subscription[];
  readonly lastChange: Date | undefined;
}

/** Bytes that a store may grow by before someone is told. */
const LEAST_FREE = 100 << 20;

const well = (told: string): Diagnosis => ({ of: 'store', state: 'well', told });
const note = (told: string): Diagnosis => ({ of: 'store', state: 'note', told });
const fault = (told: string): Diagnosis => ({ of: 'store', state: 'fault', told });

const nothingHeld = (...diagnoses: Diagnosis[]): StoreCheck => ({
  diagnoses,
  isInUse: false,
  subscriptions: [],
  lastChange: undefined,
});

export async function checkStore(data: string, seeds: string): Promise<StoreCheck> {
  try {
    const found = await stat(data).catch(() => undefined);
    if (!found) return nothingHeld(await checkPlaceFor(data), await checkSeeds(seeds));
    if (!found.isDirectory()) return nothingHeld(fault(`${data} is no folder: move it away`));
    await mayUse(data);
    const isInUse = await isBeingWritten(data);
    const store = await EmbeddedStore.open(data);
    const holdings = await store.load();
    const lastChange = (await store.changes()).at(-1)?.at;
    await store.close();
    const begun = store.isNew ? [await checkSeeds(seeds)] : [well(sizeOf(data, holdings))];
    return {
      diagnoses: [
        ...begun,
        ...store.notices.map(note),
        ...(isInUse ? [well('in use by a running bot')] : []),
        await checkDisk(data),
      ],
      isInUse,
      subscriptions: holdings.subscription,
      lastChange,
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return nothingHeld(fault(error.message));
  }
}

const sizeOf = (data: string, holdings: Holdings): string => {
  const count = RECORD_TYPES.reduce((sum, type) => sum + holdings[type].length, 0);
  return `${data} holds ${count} records`;
};

/** The folder is made at the first start: may it be? */
async function checkPlaceFor(data: string): Promise<Diagnosis> {
  let above = dirname(data);
  while (!(await stat(above).catch(() => undefined))) above = dirname(above);
  await mayUse(above);
  return well(`${data} is made at the first start`);
}

async function mayUse(folder: string): Promise<void> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreError(
      `${folder} may not be read and written (${reasonOf(error)}): give it to the user who runs the bot`,
    );
  }
}

async function checkSeeds(seeds: string): Promise<Diagnosis> {
  try {
    const held = await readSeeds(seeds);
    return well(`${held.event.length} events in ${seeds} to begin with`);
  } catch (error) {
    if (!(error instanceof SeedsError)) throw error;
    const [first] = error.message.split('\n');
    return fault(`the seeds cannot be read: ${first}; run "npm run seeds:check"`);
  }
}

/** Takes the lock of whoever writes, which also shows that the folder can be written. */
async function isBeingWritten(data: string): Promise<boolean> {
  try {
    await (await WriterLock.take(data, { random: Math.random })).release();
    return false;
  } catch (error) {
    if (error instanceof FolderInUse) return true;
    throw error;
  }
}

async function checkDisk(data: string): Promise<Diagnosis> {
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  const used = megabytes(await folderBytes(data));
  if (free >= LEAST_FREE) return well(`${used} used, ${megabytes(free)} free`);
  return fault(`only ${megabytes(free)} are free where ${data} lies: make room`);
}

const megabytes = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MB`;
