/** Changes of records: who changed what, when, from what to what. */
import type { HistoryEntry } from '../../archive/event-store.ts';
import { type FieldChange, fieldChanges } from '../../archive/record-fields.ts';
import type { Asking } from '../command.ts';
import type { ListItem, Spans } from '../reply.ts';

const LONGEST = 160;

/** A value as an editor would write it, cut where it is long. */
export function tellValue(value: unknown): string {
  const bare = bareFact(value);
  const written = typeof bare === 'string' ? bare : JSON.stringify(bare);
  return written.length > LONGEST ? `${written.slice(0, LONGEST - 1)}…` : written;
}

/** A single value without provenance is written bare. */
function bareFact(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [only] = value as unknown[];
  const isBare = typeof only === 'object' && only !== null && Object.keys(only).join() === 'is';
  return isBare ? (only as { is: unknown }).is : value;
}

/** `23 November 2026, 09:15` in the reader's zone. */
export function tellMoment({ book, reader }: Asking, at: Date): string {
  return new Intl.DateTimeFormat(book.tag, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: reader.zone,
  }).format(at);
}

export function fieldSpans({ book }: Asking, { field, before, after }: FieldChange): Spans {
  const foreign = (value: unknown) => ({
    kind: 'foreign' as const,
    text: tellValue(value),
    lang: 'und',
  });
  const values = { field, before: foreign(before ?? ''), after: foreign(after ?? '') };
  if (before === null) return book.spans('change.set', values);
  return book.spans(after === null ? 'change.cleared' : 'change.changed', values);
}

export function changeItem(asking: Asking, entry: HistoryEntry): ListItem {
  const { book } = asking;
  const head = {
    n: entry.n,
    author: { kind: 'foreign' as const, text: entry.author, lang: 'und' },
    moment: tellMoment(asking, entry.at),
    undoes: entry.undoes ?? 0,
  };
  const kind = entry.undoes !== undefined ? 'undone' : entry.before ? 'edited' : 'made';
  const details = entry.before
    ? fieldChanges(entry.before, entry.after).map((change) => fieldSpans(asking, change))
    : [];
  return { spans: book.spans(`change.${entry.after ? kind : 'removed'}`, head), details };
}
