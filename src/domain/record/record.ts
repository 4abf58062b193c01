/** All that the archive holds, by type. A record is known by its type and id. */
import type { z } from 'zod';
import { claim, coverage, milestone } from './diary.ts';
import { event } from './event.ts';
import {
  body,
  country,
  formula,
  office,
  person,
  place,
  series,
  source,
  topic,
} from './reference.ts';
import { delivery, subscription } from './schedule.ts';

export const SCHEMAS = {
  source,
  country,
  body,
  office,
  person,
  place,
  topic,
  formula,
  series,
  event,
  milestone,
  claim,
  coverage,
  subscription,
  delivery,
} as const;

export type RecordType = keyof typeof SCHEMAS;
export const RECORD_TYPES = Object.keys(SCHEMAS) as RecordType[];

/** What the bot does, rather than what it knows: no seed file holds it, and no answer rests on it. */
export const OPERATIONAL: ReadonlySet<RecordType> = new Set(['subscription', 'delivery']);

/** What the archive knows. */
export const KNOWLEDGE = RECORD_TYPES.filter((type) => !OPERATIONAL.has(type));

export type RecordOf<T extends RecordType> = z.infer<(typeof SCHEMAS)[T]>;
export type AnyRecord = { [T in RecordType]: RecordOf<T> }[RecordType];

/** Every record held, by type and in the order of their ids. */
export type Holdings = { [T in RecordType]: RecordOf<T>[] };

export function emptyHoldings(): Holdings {
  return Object.fromEntries(RECORD_TYPES.map((type) => [type, []])) as unknown as Holdings;
}

/** A change to one record: created where there is no `before`, removed where there is no `after`. */
export interface Change<T extends RecordType = RecordType> {
  readonly type: T;
  readonly id: string;
  readonly before: RecordOf<T> | null;
  readonly after: RecordOf<T> | null;
}
