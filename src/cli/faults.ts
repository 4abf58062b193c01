/** Faults of our own: each is noted under a reference that the reader is shown. */

import type { Clock } from '../adapters/clock.ts';
import { StoreError } from '../archive/event-store.ts';
import type { Log } from '../chat/reception.ts';

/** Notes a fault, and returns the reference under which it is found again. */
export type FaultNote = (fault: unknown) => string;

/** Notes them in the log. */
export const faultLog = (log: Log, clock: Clock): FaultNote =>
  counting(clock, (reference, fault) => log.error({ reference, error: detailOf(fault) }, 'fault'));

/** Notes them on the error stream. */
export const faultLines = (err: (text: string) => void, clock: Clock): FaultNote =>
  counting(clock, (reference, fault) => {
    const message = fault instanceof Error ? fault.message : String(fault);
    err(`fault ${reference}: ${message.split('\n')[0]}\n`);
  });

/** What the disk refused needs no trace. */
const detailOf = (fault: unknown): string | undefined => {
  if (fault instanceof StoreError) return fault.message;
  return fault instanceof Error ? fault.stack : String(fault);
};

function counting(clock: Clock, note: (reference: string, fault: unknown) => void): FaultNote {
  let count = 0;
  return (fault) => {
    const day = clock.now().toISOString().slice(0, 10);
    const reference = `${day}-${process.pid}-${++count}`;
    note(reference, fault);
    return reference;
  };
}
