/** What is kept of an answer is never told once it is no longer so. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderReply as onDiscord } from '../../src/adapters/discord/render.ts';
import { LIMITS } from '../../src/adapters/slack/limits.ts';
import { renderReply as onSlack } from '../../src/adapters/slack/render.ts';
import { Spelling } from '../../src/adapters/slack/spelling.ts';
import { Archive } from '../../src/archive/archive.ts';
import { lastEncounter } from '../../src/archive/last-encounter.ts';
import { registry } from '../../src/commands/index.ts';
import { dayOf } from '../../src/domain/dates/day.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import type { Change, Holdings, RecordType } from '../../src/domain/record/record.ts';
import { dispatcherOf, reader } from '../support/asker.ts';
import { generatedHoldings } from '../support/generated-archive.ts';

const spelling = new Spelling(registry, []);

/** The answers, as they stand and as both platforms show them. */
async function answers(archive: Archive, locale: (typeof LOCALES)[number], now: string) {
  const dispatcher = dispatcherOf(archive);
  return Promise.all(
    LINES.map(async (line) => {
      const request = { kind: 'line', line } as const;
      const { reply } = await dispatcher.dispatch(request, reader({ locale, now }));
      const slack = onSlack(reply, { spelling, size: LIMITS.size });
      return { reply, slack, discord: onDiscord(reply, { registry, share: true }) };
    }),
  );
}

type Named = Readonly<Record<string, unknown>> & { readonly id: string };

/** The record told otherwise, wherever its words may stand in an answer. */
const NEWS: Partial<Record<RecordType, (record: Named, word: string) => Named>> = {
  person: (record, word) => ({ ...record, name: { en: word } }),
  office: (record, word) => ({ ...record, title: { en: word } }),
  place: (record, word) => ({ ...record, name: { en: word } }),
  source: (record, word) => ({ ...record, title: word, caution: { en: `${word}?` } }),
  event: (record, word) => ({
    ...record,
    accounts: (record.accounts as Named[]).map((account) => ({
      ...account,
      points: [{ id: 'p', side: 'KR', act: 'position', gist: { en: word } }],
    })),
  }),
};

const TYPES = Object.keys(NEWS) as (keyof typeof NEWS)[];

/** Every record that may be changed says something of its own. */
const HOLDINGS = generatedHoldings({ events: 150, people: 8, seed: 5 });
for (const type of TYPES) {
  const records = HOLDINGS[type] as unknown as Named[];
  for (const [i, record] of records.entries()) {
    records[i] = NEWS[type]?.(record, `Word${type}${i}x`) as Named;
  }
}

/** The words of that kind. */
const wordsIn = (data: unknown) => new Set(JSON.stringify(data).match(/Word[a-z]+\d+x/g));

/** What the answers rest on. */
const told = HOLDINGS.person.flatMap(({ id }) => {
  const archive = new Archive(HOLDINGS);
  const today = dayOf(2026, 11, 22);
  const { event } = lastEncounter(archive, { who: { type: 'person', id }, today });
  return event ? [event.record] : [];
});

const LINES = [
  ...HOLDINGS.person.flatMap(({ id }) => [
    `/lastmeeting ${id}`,
    `/meetings ${id}`,
    `/profile ${id}`,
  ]),
  ...told.map(({ id }) => `/event ${id}`),
];

/** The records of a type that are named there. */
const named = (type: RecordType): number[] =>
  (HOLDINGS[type] as readonly Named[]).flatMap(({ id }, i) =>
    JSON.stringify(told).includes(`"${id}"`) ? [i] : [],
  );

const step = fc.constantFrom(...TYPES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    at: fc.constantFrom(...named(type)),
    locale: fc.constantFrom(...LOCALES),
  }),
);

const DAYS = ['2026-11-22', '2026-11-23', '2031-01-01'];

test('after any change, in any language, on any day, it is what an archive made anew would answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const held = structuredClone(HOLDINGS) as Holdings;
      const archive = new Archive(structuredClone(HOLDINGS));
      for (const locale of LOCALES) await answers(archive, locale, '2026-11-22');
      for (const [i, { type, at, locale }] of steps.entries()) {
        const records = held[type] as unknown as Named[];
        const before = records[at] as Named;
        const after = NEWS[type]?.(before, `Word${type}${1000 + i}x`) as Named;
        records[at] = after;
        archive.apply({ type, id: before.id, before, after } as unknown as Change);
        const there = wordsIn(held);
        for (const now of DAYS) {
          const answered = await answers(archive, locale, now);
          const anew = new Archive(structuredClone(held));
          expect(answered).toEqual(await answers(anew, locale, now));
          // Where both draw on something that is kept too long, they agree.
          expect([...wordsIn(answered)].filter((word) => !there.has(word))).toEqual([]);
        }
      }
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('what is told of an event is the very same where nothing changed, and anew for another day', async () => {
  const archive = new Archive(structuredClone(HOLDINGS));
  const blocks = async (now: string) =>
    (await answers(archive, 'en', now))
      .map(({ reply }) => reply.blocks[0])
      .filter((block) => block?.kind === 'heading');
  const [first, again, later] = [
    await blocks('2026-11-22'),
    await blocks('2026-11-22'),
    await blocks('2026-11-23'),
  ];
  expect(first.length).toBeGreaterThan(2);
  for (const [i, block] of first.entries()) {
    expect(again[i]).toBe(block);
    expect(later[i]).not.toBe(block);
  }
});
