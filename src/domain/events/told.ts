/** Values as accounts tell them, and which of several is told first. */
import { fuzzyDate } from '../dates/fuzzy-date.ts';
import type { LocalText } from '../locale.ts';
import type { Account } from '../record/event.ts';
import type { Basis, Fact, Standing } from '../record/fields.ts';

/** A value with the words, the basis and the sources that it rests on. */
export interface Told<T> {
  readonly value: T;
  readonly stated: string | null;
  readonly basis: Basis;
  readonly ground: LocalText | null;
  readonly at: string | null;
  readonly standing: Standing;
  readonly sources: readonly string[];
}

/** Preferred accounts first, then as filed; deprecated ones are kept only for their conflicts. */
export function inOrder(accounts: readonly Account[]): readonly Account[] {
  if (accounts.length === 1) return accounts;
  return [
    ...accounts.filter((a) => a.standing === 'preferred'),
    ...accounts.filter((a) => a.standing === undefined || a.standing === 'normal'),
    ...accounts.filter((a) => a.standing === 'deprecated'),
  ];
}

export function first<T>(accounts: readonly Account[], field: (a: Account) => T | undefined) {
  for (const account of accounts) {
    if (account.standing === 'deprecated') continue;
    const value = field(account);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Every value told of a field, deprecated ones last. */
export function told<T>(
  accounts: readonly Account[],
  field: (a: Account) => readonly Fact<T>[] | undefined,
): Told<T>[] {
  const all = accounts.flatMap((account) =>
    (field(account) ?? []).map((fact): Told<T> => toldBy(fact.is, fact, account)),
  );
  if (all.length < 2) return all;
  return all.sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}

const STANDINGS: Standing[] = ['preferred', 'normal', 'deprecated'];
export const BASES: Basis[] = ['stated', 'derived', 'inferred'];

export function toldBy<T>(value: T, fact: Omit<Fact<T>, 'is'>, account: Account): Told<T> {
  return {
    value,
    stated: fact.stated ?? null,
    basis: fact.basis ?? 'stated',
    ground: fact.ground ?? null,
    at: fact.at ?? account.at ?? null,
    standing:
      account.standing === 'deprecated'
        ? 'deprecated'
        : (fact.standing ?? account.standing ?? 'normal'),
    sources: account.sources,
  };
}

/**
 * The date that is told: of the best standing, rather stated or derived than inferred, then the
 * most precise, then the first filed.
 */
export function datingOf(accounts: readonly Account[]): Told<string> {
  const dates = told(accounts, (a) => a.date);
  if (dates.length > 1) dates.sort((a, b) => datingOrder(a, b));
  const best = dates[0];
  if (!best) throw new Error('an event has a date in one account at least');
  return best;
}

function datingOrder(a: Told<string>, b: Told<string>): number {
  const x = fuzzyDate(a.value);
  const y = fuzzyDate(b.value);
  return (
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
    Number(a.basis === 'inferred') - Number(b.basis === 'inferred') ||
    Number(x.approximate || x.uncertain) - Number(y.approximate || y.uncertain) ||
    x.to - x.from - (y.to - y.from) ||
    BASES.indexOf(a.basis) - BASES.indexOf(b.basis)
  );
}
