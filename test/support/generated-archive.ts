/**
 * An archive of any size and of no truth, for benches and property tests: the same options give the
 * same records on every machine. An event is about a kilobyte of JSON. People, countries, words and
 * topics are as unevenly frequent as in life; most dates are days, the others whatever the record
 * allows; some events are only planned, some are told twice and not alike.
 */
import { dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import { emptyHoldings, type Holdings, type RecordOf } from '../../src/domain/record/record.ts';
import { COUNTRIES, generatedCast } from './generated-cast.ts';
import { YEARS } from './generated-dates.ts';
import { EventMaker } from './generated-events.ts';
import { Words } from './generated-words.ts';
import { Random } from './random.ts';

export interface Size {
  readonly events: number;
  readonly people: number;
  readonly seed: number;
}

/** One event in so many is kept in the diary. */
const EVENTS_PER_MILESTONE = 50;
const EVENTS_PER_SOURCE = 4;

export function generatedHoldings({ events, people, seed }: Size): Holdings {
  const random = new Random(seed);
  const words = new Words(random);
  const cast = generatedCast(people, YEARS, words, random);
  const source = generatedSources(Math.ceil(events / EVENTS_PER_SOURCE), words, random);
  const maker = new EventMaker(
    cast,
    words,
    random,
    source.map((s) => s.id),
  );
  const event = Array.from({ length: events }, (_, n) => maker.make(n));
  const holdings: Holdings = {
    ...emptyHoldings(),
    source: [...source, recordOfOffices],
    country: cast.country,
    body: cast.body,
    office: cast.office,
    person: cast.person,
    place: cast.place,
    topic: cast.topic,
    formula: cast.formula,
    series: cast.series,
    event,
    milestone: generatedMilestones(event, random),
    claim: generatedClaims(event, words, random),
    coverage: generatedCoverage(words, random),
  };
  for (const records of Object.values(holdings)) records.sort(byId);
  return holdings;
}

const byId = (a: { id: string }, b: { id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** What the tenures of all people rest on. */
const recordOfOffices: RecordOf<'source'> = {
  id: 'record-of-offices',
  corpus: 'record',
  about: { en: 'Generated record of who held which office' },
  publisher: 'Desk',
  language: 'en',
};

function generatedSources(count: number, words: Words, random: Random): RecordOf<'source'>[] {
  return Array.from({ length: count }, (_, n) => {
    const language = random.pick(['en', 'ko', 'zh', 'ja', 'id'] as const);
    return {
      id: `source-${n + 1}`,
      corpus: random.chance(0.3) ? 'documents' : 'record',
      title: words.sentence(language, 7),
      publisher: `Agency ${random.between(1, 40)}`,
      language,
      date: isoOfDay(random.between(dayOf(YEARS.first, 1, 1), dayOf(YEARS.last, 12, 31))),
      url: `https://example.org/${n + 1}`,
    };
  });
}

function generatedMilestones(
  events: readonly RecordOf<'event'>[],
  random: Random,
): RecordOf<'milestone'>[] {
  return events.flatMap(({ id }) => {
    if (!random.chance(1 / EVENTS_PER_MILESTONE)) return [];
    const counting = random.weighted({ every: 45, round: 40, listed: 10, none: 5 });
    const milestone = { id: `milestone-${id}`, event: id };
    return [{ ...milestone, counting: counting === 'listed' ? [1, 10, 30] : counting }];
  });
}

function generatedClaims(
  events: readonly RecordOf<'event'>[],
  words: Words,
  random: Random,
): RecordOf<'claim'>[] {
  if (events.length === 0) return [];
  return Array.from({ length: 10 }, (_, n) => ({
    id: `claim-${n + 1}`,
    sources: ['record-of-offices'],
    event: random.pick(events).id,
    gist: words.gist(0.5),
    stated: words.sentence('en', 6),
    lang: 'en',
    asserts: {
      kind: 'first-since',
      contact: { between: [random.zipf(COUNTRIES), random.zipf(COUNTRIES)] },
      since: { span: { years: random.between(1, 9) } },
    },
  }));
}

function generatedCoverage(words: Words, random: Random): RecordOf<'coverage'>[] {
  return Array.from({ length: 12 }, (_, n) => ({
    id: `coverage-${n + 1}`,
    contact: {
      between: [random.zipf(COUNTRIES), random.zipf(COUNTRIES)],
      levels: [random.pick(['leader', 'minister'] as const)],
    },
    from: String(random.between(YEARS.first, 2015)),
    to: String(random.between(2016, YEARS.last)),
    ground: words.gist(0.5),
  }));
}
