/**
 * Changing one field of one record. What a source says of an event is never written over: an edit of
 * an event is an account of its own, by the desk, which is preferred to the others.
 */
import { parse } from 'yaml';
import type { z } from 'zod';
import { type Account, account, type EventRecord } from '../domain/record/event.ts';
import {
  type AnyRecord,
  type Change,
  RECORD_TYPES,
  type RecordOf,
  type RecordType,
  SCHEMAS,
} from '../domain/record/record.ts';
import { problemsOf, refersTo } from '../domain/record/references.ts';
import type { Archive } from './archive.ts';

/** A record by its type and id. */
export interface RecordRef {
  readonly type: RecordType;
  readonly id: string;
}

/** The edit would leave a record that the archive cannot hold. */
export class EditError extends Error {
  /** The field, and what was expected of it. */
  readonly expected: string;

  constructor(expected: string) {
    super(expected);
    this.name = 'EditError';
    this.expected = expected;
  }
}

/** The source of everything that is edited here; it comes with the first edit of an event. */
export const DESK: RecordOf<'source'> = {
  id: 'desk',
  corpus: 'desk',
  publisher: 'The desk of this archive',
  language: 'en',
  about: {
    en: 'Edited here',
    ko: '이 기록에서 편집함',
    zh: '由本档案编辑',
    ja: 'この記録で編集',
    id: 'Disunting di sini',
  },
};

/** What clears a field. */
export const CLEAR = '-';

const ACCOUNT_FIELDS = new Set(Object.keys(account.shape).filter((f) => f !== 'sources'));

/**
 * The changes that give a field its new value, written as in a seed file. Throws {@link EditError}.
 */
export function edit(
  archive: Archive,
  { type, id }: RecordRef,
  field: string,
  value: string,
): Change[] {
  if (type === 'delivery') throw new EditError('a post is not edited; see /outbox');
  const before = archive.record(type, id) as AnyRecord;
  const candidates = valuesOf(value).map((v) => withField(type, before, field, v));
  const checked = candidates.map((candidate) => SCHEMAS[type].safeParse(candidate));
  const fitting = checked.find((result) => result.success);
  if (!fitting) throw new EditError(firstIssue(checked.at(-1)?.error, field));
  const after = JSON.parse(JSON.stringify(fitting.data)) as AnyRecord;
  if (after.id !== id) throw new EditError('id: an id does not change');
  const isHeld = (t: RecordType, other: string) =>
    (t === 'source' && other === DESK.id) || archive.record(t, other) !== undefined;
  const [problem] = problemsOf(type, after, isHeld);
  if (problem) throw new EditError(`${problem.path.join('.')}: ${problem.message}`);
  const desk: Change = { type: 'source', id: DESK.id, before: null, after: DESK };
  const needsDesk = type === 'event' && !archive.record('source', DESK.id);
  return [...(needsDesk ? [desk] : []), { type, id, before, after } as Change];
}

/** A record that names this one, and would lead nowhere without it. */
export function namedIn(archive: Archive, gone: RecordRef): RecordRef | undefined {
  for (const type of RECORD_TYPES) {
    const naming = archive.holdings[type].find((record) => refersTo(type, record, gone));
    if (naming) return { type, id: naming.id };
  }
  return undefined;
}

/** As it stands, for texts and dates; then as YAML, for numbers, lists and mappings. */
function valuesOf(value: string): unknown[] {
  if (value === CLEAR) return [undefined];
  try {
    const read = parse(value, { schema: 'core', maxAliasCount: 0 }) as unknown;
    return read === value ? [value] : [value, read];
  } catch {
    return [value];
  }
}

function withField(type: RecordType, record: AnyRecord, field: string, value: unknown): unknown {
  if (type !== 'event' || !ACCOUNT_FIELDS.has(field.split('.')[0] as string)) {
    return assigned(record, field.split('.'), value);
  }
  const { accounts, ...event } = record as EventRecord;
  const others = accounts.filter((a) => !isDesk(a));
  const own = accounts.find(isDesk) ?? { sources: [DESK.id], standing: 'preferred' };
  const edited = assigned(own, field.split('.'), value) as object;
  // An account in which nothing is left but whose it is says nothing.
  const isEmpty = Object.keys(edited).every((key) => key === 'sources' || key === 'standing');
  return { ...event, accounts: isEmpty ? others : [...others, edited] };
}

export const isDesk = ({ sources }: Account): boolean =>
  sources.length === 1 && sources[0] === DESK.id;

/** A copy in which the field at the path has the value, or is gone where that is undefined. */
function assigned(node: unknown, [head = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(node)) {
    const index = Number(head);
    if (!Number.isInteger(index) || index < 0 || index > node.length) {
      throw new EditError(`${head}: expected the number of an entry, 0 to ${node.length}`);
    }
    const copy = [...(node as unknown[])];
    if (rest.length === 0 && value === undefined) copy.splice(index, 1);
    else copy[index] = rest.length === 0 ? value : assigned(copy[index], rest, value);
    return copy;
  }
  const entries = Object.entries(node !== null && typeof node === 'object' ? node : {}).filter(
    ([key]) => key !== head,
  );
  const held = (node as Record<string, unknown> | null)?.[head];
  const next = rest.length === 0 ? value : assigned(held, rest, value);
  // Object.fromEntries defines own properties: "__proto__" becomes a field that no schema knows.
  return Object.fromEntries(next === undefined ? entries : [...entries, [head, next]]);
}

function firstIssue(error: z.ZodError | undefined, field: string): string {
  const issue = error?.issues[0];
  if (!issue) return field;
  const message =
    issue.code === 'unrecognized_keys'
      ? `there is no field "${issue.keys.join('", "')}"`
      : issue.message.replace(/^Invalid (input|option): /, '');
  return `${field}: ${message}`;
}
