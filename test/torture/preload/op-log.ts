/**
 * The log of every operation on files, outside the folder that is written to. Each record is one
 * appended write, so that the processes that share the log agree on one order. An operation is told
 * when it begins and when it has ended: in between nobody knows how far it has come.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

/** What was done. `fd` names what was opened, across processes. */
export type Operation =
  | { op: 'open'; path: string; fd: string; isNew: boolean; cuts: boolean }
  | { op: 'write'; fd: string; at: number | null; data: string }
  | { op: 'truncate'; fd?: string; path?: string; size: number }
  | { op: 'sync'; fd: string }
  | { op: 'rename'; from: string; to: string }
  | { op: 'unlink'; path: string }
  | { op: 'mkdir'; path: string };

/** The content of every file below the root; null for a folder. */
export type DiskFiles = Record<string, string | null>;

export type LogRecord =
  | { begin: string; what: Operation }
  | { end: string; written?: number }
  | { failed: string }
  /** What the harness or the writer says, in the order of things. */
  | { mark: 'sent'; id: string; changes: unknown }
  | { mark: 'acked'; id: string }
  | { mark: 'refused'; id: string }
  /** A writer has opened the folder and found these commits. */
  | { mark: 'opened'; ids: string[] }
  | { mark: 'base'; files: DiskFiles }
  /** All processes are dead; this is what other processes see of the folder. */
  | { mark: 'disk'; files: DiskFiles };

// Taken before anything is patched.
const write = writeSync;
const open = openSync;
const close = closeSync;

export class OpLog {
  readonly #fd: number;
  readonly #process = `${process.pid}-${process.hrtime.bigint().toString(36)}`;
  #count = 0;

  constructor(file: string) {
    this.#fd = open(file, 'a');
  }

  /** A name that no other operation or handle of any process has. */
  name(): string {
    return `${this.#process}-${++this.#count}`;
  }

  begin(what: Operation): string {
    const id = this.name();
    this.tell({ begin: id, what });
    return id;
  }

  /** The line feed before it ends a record that a killed process left unfinished. */
  tell(record: LogRecord): void {
    write(this.#fd, `\n${JSON.stringify(record)}\n`);
  }

  close(): void {
    close(this.#fd);
  }
}
