/**
 * The same record with every id replaced by a meaningless one, to show that no answer hangs on an
 * id. Names, words and dates stay as they are; countries keep their ISO codes.
 */
import { type Holdings, RECORD_TYPES } from '../../src/domain/record/record.ts';

/** The fields that hold an id, or a list of ids. */
const ID_FIELDS = new Set(
  'id source sources person side offices office occasion series event body topic formula by to reply_to between after'.split(
    ' ',
  ),
);

export function renamed(holdings: Holdings): { holdings: Holdings; nameOf(id: string): string } {
  const names = new Map<string, string>();
  for (const type of RECORD_TYPES) {
    for (const { id } of holdings[type]) {
      if (!/^[A-Z]{2}$/.test(id) && !names.has(id)) names.set(id, `x${names.size}q`);
    }
  }
  const nameOf = (id: string) => names.get(id) ?? id;
  const rename = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return ID_FIELDS.has(field) ? nameOf(value) : value;
    if (Array.isArray(value)) {
      return value.map((item) =>
        field === 'place' && 'is' in (item as object)
          ? { ...item, is: nameOf((item as { is: string }).is) }
          : rename(item, field),
      );
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, rename(v, key)]));
  };
  return { holdings: rename(holdings, '') as Holdings, nameOf };
}
