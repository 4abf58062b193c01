/**
 * Every claim has a verdict, and it is the one that a brute-force oracle comes to. `AIDE_CASES` says
 * how many claims are made, `AIDE_SEED` from which seed.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import { checkOf } from '../../src/archive/claims/check.ts';
import type { Finding } from '../../src/archive/claims/finding.ts';
import { Random } from '../support/random.ts';
import { type Expected, expected, type World, type WorldClaim } from './oracle.ts';
import { assertionOf, madeClaim, madeWorld, recordsOf } from './world.ts';

const CASES = Number(process.env.AIDE_CASES ?? 4000);
const SEED = Number(process.env.AIDE_SEED ?? 1);
const CLAIMS_OF_A_WORLD = 20;

function found({ verdict, arithmetic, counted }: Finding): Expected {
  const span = arithmetic?.span;
  const { years = 0, months = 0, days = 0 } = span?.kind === 'exact' ? span.calendar : {};
  const isForward = arithmetic && arithmetic.to.from >= arithmetic.from.to;
  return {
    verdict,
    reckoned: span?.kind === 'exact' && isForward ? [span.days, years, months, days] : undefined,
    counted,
  };
}

/** Those on which the two disagree; `blind` tampers with what the oracle is shown. */
function disagreements(cases: number, seed: number, blind = (world: World) => world) {
  const random = new Random(seed);
  const seen = new Map<string, number>();
  const wrong: { claim: WorldClaim; expected: Expected; found: Expected; world: World }[] = [];
  for (let made = 0; made < cases; ) {
    const world = madeWorld(random);
    const archive = new Archive(recordsOf(world));
    for (let i = 0; i < CLAIMS_OF_A_WORLD && made < cases; i++, made++) {
      const claim = madeClaim(world, random);
      const event = archive.event(claim.event);
      if (!event) throw new Error('the event of a claim is held');
      const is = found(checkOf(archive, assertionOf(claim), event, world.today));
      const should = expected(blind(world), claim);
      seen.set(is.verdict, (seen.get(is.verdict) ?? 0) + 1);
      const same =
        is.verdict === should.verdict &&
        String(is.reckoned) === String(should.reckoned) &&
        String(is.counted) === String(should.counted);
      if (!same) wrong.push({ claim, expected: should, found: is, world });
    }
  }
  return { wrong, seen };
}

test(`${CASES} claims over made archives agree with the oracle`, { timeout: 3_600_000 }, () => {
  const { wrong, seen } = disagreements(CASES, SEED);
  expect(wrong.slice(0, 1)).toEqual([]);
  for (const verdict of ['true', 'false', 'indeterminate', 'unverified']) {
    expect([verdict, (seen.get(verdict) ?? 0) > CASES / 100]).toEqual([verdict, true]);
  }
});

test('an oracle that does not see declarations, or half of the events, disagrees', () => {
  const undeclared = disagreements(2000, SEED, (world) => ({ ...world, coverage: [] }));
  expect(undeclared.wrong.length).toBeGreaterThan(10);
  const later = disagreements(2000, SEED, (world) => ({
    ...world,
    events: world.events.map((e) => ({ ...e, date: { ...e.date, first: e.date.to } })),
  }));
  expect(later.wrong.length).toBeGreaterThan(10);
});

test('the oracle imports nothing', () => {
  expect(readFileSync('test/claims/oracle.ts', 'utf8')).not.toMatch(
    /^\s*import|require\(|import\(/m,
  );
});
