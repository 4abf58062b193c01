/** Reading all files of a folder at once, and writing them. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DiskFiles } from '../preload/op-log.ts';

/** All files below a folder; sockets are none. */
export function filesBelow(folder: string): DiskFiles {
  const files: DiskFiles = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length + 1);
    if (entry.isDirectory()) files[path] = null;
    else if (entry.isFile()) files[path] = readFileSync(file).toString('base64');
  }
  return files;
}

/** Puts the files, and nothing else, into a folder. */
export function putFiles(folder: string, files: ReadonlyMap<string, Buffer | null>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of files) {
    const file = join(folder, path);
    if (content === null) mkdirSync(file, { recursive: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}
