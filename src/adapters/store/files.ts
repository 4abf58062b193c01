/** The few things about files that the store needs and Node does not give. */
import { open } from 'node:fs/promises';

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

/** `ENOSPC` rather than a paragraph. */
export const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;
