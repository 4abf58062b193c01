/** The few things about files that the store needs and Node does not give. */
import { open, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Makes sure that what was created, renamed or removed in a folder stays so without power. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes sure that a folder itself stays without power: its name is safe once the one above it is
 * synced. How many of them were just made nobody knows after a kill, so all of them are.
 */
export async function syncFoldersAbove(folder: string): Promise<void> {
  for (let above = dirname(resolve(folder)); ; above = dirname(above)) {
    try {
      await syncFolder(above);
    } catch (error) {
      // One that cannot be opened was not made by this program; some systems sync no folders.
      if (!['EACCES', 'EPERM', 'EINVAL', 'EROFS'].includes(reasonOf(error))) throw error;
    }
    if (above === dirname(above)) return;
  }
}

/** Why nothing more can be written in a folder, by trying it; undefined where it can. */
export async function unwritable(folder: string): Promise<string | undefined> {
  const file = join(folder, `room-${process.pid}`);
  try {
    await writeFile(file, Buffer.alloc(4096));
    return undefined;
  } catch (error) {
    return `${folder} cannot be written (${reasonOf(error)})`;
  } finally {
    await unlink(file).catch(() => undefined);
  }
}

/** `ENOSPC` rather than a paragraph. */
export const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;
