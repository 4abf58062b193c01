/** How one state of a record differs from another, field by field. */
import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../domain/record/event.ts';
import { isDesk } from './editing.ts';

export interface FieldChange {
  /** `name.ko`, `desk.date` */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields that differ, the accounts of an event each under its sources. */
export function fieldChanges(before: object | null, after: object | null): FieldChange[] {
  const was = flat(before);
  const is = flat(after);
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields
    .filter((field) => !isDeepStrictEqual(was.get(field), is.get(field)))
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
}

function flat(record: object | null): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record ?? {})) {
    if (key === 'accounts') {
      for (const account of value as Account[]) {
        const { sources, ...rest } = account;
        if (isDesk(account)) delete rest.standing; // always preferred
        for (const [field, held] of Object.entries(rest)) {
          fields.set(`${sources.join('+')}.${field}`, held);
        }
      }
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [inner, held] of Object.entries(value)) fields.set(`${key}.${inner}`, held);
    } else fields.set(key, value);
  }
  return fields;
}
