/** Where accounts of one event do not agree. Conflicts are shown, never decided silently. */
import { compatible } from '../dates/compare.ts';
import { type FuzzyDate, fuzzyDate } from '../dates/fuzzy-date.ts';
import type { Account, Duration, EventStatus } from '../record/event.ts';
import { officesOn, ruledOut, type WhoIsWho } from './offices.ts';
import { type Told, told, toldBy } from './told.ts';

export type ConflictField = 'date' | 'place' | 'duration' | 'ordinal' | 'office' | 'status';

/** Values between which the accounts do not agree. */
export interface Conflict {
  readonly field: ConflictField;
  /** Of an office: whose. */
  readonly person?: string;
  readonly values: readonly Told<string | number>[];
}

export function conflictsOf(
  accounts: readonly Account[],
  date: FuzzyDate,
  who: WhoIsWho,
): Conflict[] {
  const conflicts: Conflict[] = [];
  const disagree = <T>(
    field: ConflictField,
    values: Told<T>[],
    agree: (a: T, b: T) => boolean,
    plain: (value: T) => string | number,
  ) => {
    const clash = values.some((a, i) => values.slice(i + 1).some((b) => !agree(a.value, b.value)));
    if (!clash) return;
    conflicts.push({
      field,
      values: distinct(values.map((t) => ({ ...t, value: plain(t.value) }))),
    });
  };
  const same = <T>(a: T, b: T) => a === b;
  const asIs = <T>(value: T) => value;
  disagree(
    'date',
    told(accounts, (a) => a.date),
    datesAgree,
    asIs,
  );
  disagree(
    'place',
    told(accounts, (a) => a.place),
    same,
    asIs,
  );
  disagree(
    'duration',
    told(accounts, (a) => a.duration),
    durationsAgree,
    (d) => d.minutes,
  );
  disagree(
    'ordinal',
    told(accounts, (a) => a.ordinal),
    same,
    asIs,
  );
  disagree(
    'status',
    accounts.filter((a) => a.status).map((a) => toldBy(a.status as EventStatus, {}, a)),
    (a, b) => !(CONTRARY.has(a) && CONTRARY.has(b)) || a === b,
    asIs,
  );
  conflicts.push(...officeConflicts(accounts, date, who));
  return conflicts;
}

const CONTRARY = new Set<EventStatus>(['held', 'cancelled']);

const datesAgree = (a: string, b: string): boolean => compatible(fuzzyDate(a), fuzzyDate(b));

/** "About" allows 15 in a hundred of the longer; two exact figures must be the same. */
function durationsAgree(a: Duration, b: Duration): boolean {
  const tolerance = a.about || b.about ? 0.15 * Math.max(a.minutes, b.minutes) : 0;
  return Math.abs(a.minutes - b.minutes) <= tolerance;
}

function officeConflicts(accounts: readonly Account[], date: FuzzyDate, who: WhoIsWho): Conflict[] {
  const conflicts = new Map<string, Conflict>();
  for (const account of accounts) {
    for (const participant of account.participants ?? []) {
      const person = participant.person ? who.person(participant.person) : undefined;
      if (!person) continue;
      for (const office of participant.offices ?? []) {
        if (!ruledOut(person, office, date)) continue;
        const stated = toldBy(office, participant, account);
        const held = officesOn(person, date).map(
          (id): Told<string> => ({
            ...toldBy(id, {}, account),
            sources: (person.tenures ?? [])
              .filter((t) => t.office === id)
              .flatMap((t) => t.sources),
          }),
        );
        const field = 'office';
        conflicts.set(`${person.id} ${office}`, {
          field,
          person: person.id,
          values: [...held, { ...stated, standing: 'deprecated' }],
        });
      }
    }
  }
  return [...conflicts.values()];
}

/** Each value once, with all who tell it and the first words in which one of them does. */
function distinct<T>(values: Told<T>[]): Told<T>[] {
  const byValue = new Map<T, Told<T>>();
  for (const told of values) {
    const held = byValue.get(told.value);
    const sources = [...new Set([...(held?.sources ?? []), ...told.sources])];
    const first = held ?? told;
    byValue.set(told.value, { ...first, stated: first.stated ?? told.stated, sources });
  }
  return [...byValue.values()];
}
