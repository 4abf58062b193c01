/** An archive that took in changes one by one answers like one that was made of the result. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import { onThisDay, upcoming } from '../../src/archive/diary.ts';
import { find } from '../../src/archive/find.ts';
import { lastEncounter } from '../../src/archive/last-encounter.ts';
import { meetings } from '../../src/archive/meetings.ts';
import type { Account, EventRecord } from '../../src/domain/record/event.ts';
import type { Change, Holdings } from '../../src/domain/record/record.ts';
import { day, holdingsOf, person } from '../support/yaml-archive.ts';

const EDITIONS = fc.record({
  date: fc.constantFrom(
    '2024-01-01',
    '2024-02',
    '2023',
    '2024-03-01/2024-03-03',
    '2027-05-05',
    '[2023-05..2024-05]',
  ),
  kind: fc.constantFrom('meeting', 'call', 'multilateral', 'visit'),
  status: fc.constantFrom('held', 'held', 'planned', 'cancelled'),
  who: fc.subarray(['ann', 'bo', 'cy'] as const, { minLength: 1 }),
  word: fc.constantFrom('trade', 'border', 'harbour', 'rail'),
  occasion: fc.option(fc.constantFrom('e0', 'e1'), { nil: undefined }),
  body: fc.option(fc.constant('club'), { nil: undefined }),
});

const SIDES = { ann: 'KR', bo: 'CN', cy: 'JP' } as const;

function eventOf(
  id: string,
  e: typeof EDITIONS extends fc.Arbitrary<infer T> ? T : never,
): EventRecord {
  const account = {
    sources: ['rec'],
    kind: e.kind,
    status: e.status,
    date: [{ is: e.date }],
    participants: e.who.map((who) => ({ side: SIDES[who], person: who })),
    ...(e.occasion && e.occasion !== id && { occasion: e.occasion }),
    points: [{ id: 'p', side: 'KR', act: 'position', gist: { en: `On the ${e.word}.` } }],
  } as Account;
  return { id, ...(e.body && { body: e.body }), accounts: [account] };
}

function answers(archive: Archive): unknown {
  const ids = (events: readonly { id: string }[]) => events.map((e) => e.id);
  const today = day('2026-01-01');
  return {
    order: ids(archive.events),
    parties: ['ann', 'bo', 'cy', 'KR', 'CN', 'JP', 'club'].map((p) => ids(archive.eventsOf(p))),
    within: ['e0', 'e1'].map((e) => ids(archive.eventsWithin(e)).sort()),
    last: ['ann', 'bo', 'cy'].map(
      (who) => lastEncounter(archive, { who: person(who), today }).event?.id,
    ),
    meetings: ids(meetings(archive, { who: person('bo'), today }).events),
    together: ids(meetings(archive, { who: person('bo'), with: person('ann'), today }).events),
    gatherings: ids(meetings(archive, { who: { type: 'body', id: 'club' }, today }).events),
    found: ['trade', 'border rail', 'harbour', 'ann'].map((q) =>
      ids(find(archive, q, today).first(1000)).sort(),
    ),
    upcoming: upcoming(archive, today, 1000).items.map((i) => [i.kind, i.event.id, i.date.edtf]),
    onThisDay: onThisDay(archive, day('2026-01-01'), today)
      .items.map((i) => i.event.id)
      .sort(),
    people: ['e0', 'e1', 'e2'].map((id) => archive.directory.find(`Ann ${id}`).kind),
  };
}

const change = fc.record({
  id: fc.constantFrom('e0', 'e1', 'e2', 'e3', 'e4'),
  edition: fc.option(EDITIONS, { nil: undefined, freq: 5 }),
  ask: fc.boolean(),
  rename: fc.boolean(),
});

test('whatever is changed, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 25 }), (changes) => {
      const base = holdingsOf('milestones: []');
      const archive = new Archive(structuredClone(base));
      const events = new Map<string, EventRecord>();
      const people = new Map(base.person.map((p) => [p.id, p]));
      for (const { id, edition, ask, rename } of changes) {
        const before = events.get(id) ?? null;
        const after = edition ? eventOf(id, edition) : null;
        if (before || after) {
          archive.apply({ type: 'event', id, before, after } as Change);
          if (after) events.set(id, after);
          else events.delete(id);
        }
        if (rename) {
          const ann = people.get('ann');
          if (!ann) throw new Error('no ann');
          const renamed = { ...ann, variants: [...(ann.variants ?? []), `Ann ${id}`] };
          archive.apply({ type: 'person', id: 'ann', before: ann, after: renamed } as Change);
          people.set('ann', renamed);
        }
        if (ask) answers(archive); // whatever was worked out must keep up
      }
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      const holdings: Holdings = {
        ...structuredClone(base),
        event: [...events.values()].sort(byId),
        person: [...people.values()].sort(byId),
      };
      expect(answers(archive)).toEqual(answers(new Archive(holdings)));
    }),
    { numRuns: 50 },
  );
});
