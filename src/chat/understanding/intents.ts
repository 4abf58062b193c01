/**
 * The ways of understanding a question: what must be said for it, what may be said besides, and the
 * command that it comes to. The earlier one is taken where several fit.
 *
 * Everything that a question says has a place in the way it is understood, or it is not understood
 * so: a word that would change the answer is never dropped.
 */
import { calendarDate, isoOfDay } from '../../domain/dates/day.ts';
import type { Asking } from '../command.ts';
import type { Invocation } from '../reply.ts';
import { diaryOf, eventsMeant, eventsOn } from './events-meant.ts';
import type { Heard, HeardParty, HeardWhen, Kind } from './heard.ts';
import { hasHeld } from './joined.ts';
import { NOTIONS, type Notion } from './senses.ts';

export interface Reading {
  readonly invocation: Invocation;
  /** Shown as a choice, not answered at once. */
  readonly unsure?: boolean;
}

export interface Intent {
  /** Only where there is such a command. */
  readonly command: string;
  /** Of each group one must be said. */
  readonly needs: readonly (readonly Notion[])[];
  readonly may: readonly Notion[];
  readonly takes: readonly Kind[];
  /** No reading where what was heard does not come to the command after all. */
  read(heard: Heard, asking: Asking): readonly Reading[];
}

type Args = Record<string, string | number>;

const to = (command: string, args: Args, unsure = false): Reading => ({
  invocation: { command, args },
  ...(unsure && { unsure }),
});

const ENCOUNTER: readonly Kind[] = ['party', 'parties', 'level', 'title', 'format'];
const NAMED: readonly Kind[] = ['event', 'series', 'place', 'party', 'parties', 'level', 'title'];

export const INTENTS: readonly Intent[] = [
  {
    command: 'help',
    needs: [['help']],
    may: ['what', 'ask', 'list', 'archive'],
    takes: [],
    read: () => [to('help', {})],
  },
  {
    command: 'check',
    needs: [['truth']],
    may: NOTIONS,
    takes: [
      ...ENCOUNTER,
      'event',
      'series',
      'place',
      'topic',
      'formula',
      'when',
      'ordinal',
      'quote',
      'unknown',
    ],
    // What is claimed is told by the words themselves: the whole of them, without "is it true that".
    read: ({ claim }) =>
      claim.split(/\s+/).length > 1 || claim.length > 4 ? [to('check', { claim })] : [],
  },
  {
    command: 'since',
    needs: [['how-long'], ['meet']],
    may: ['last', 'when', 'what'],
    takes: ENCOUNTER,
    read: (heard, asking) =>
      (encounterArgs(heard, asking, 'who') ?? [])
        .filter(({ args }) => args.with !== undefined)
        .map(({ args, unsure }) => to('since', args, unsure)),
  },
  {
    command: 'asks',
    needs: [['ask']],
    may: ['what', 'answer', 'said', 'how-many', 'list', 'that', 'when'],
    takes: ['topic', 'party', 'parties'],
    read({ parties, topics: [topic, more] }) {
      const names = [...new Set(parties.map(written))];
      const [by, addressee] = names;
      if (by === undefined || addressee === undefined || names.length > 2 || more) return [];
      return [to('asks', { by, to: addressee, ...(topic !== undefined && { topic }) })];
    },
  },
  {
    command: 'wording',
    needs: [['phrase', 'said']],
    may: ['where', 'when', 'who', 'what', 'how-many', 'list', 'search', 'ever'],
    takes: ['formula', 'quote', 'party'],
    read({ formulas: [formula, second], quotes: [quote, other], parties: [by, another] }) {
      const phrase = formula ?? quote;
      if (phrase === undefined || second || other || another) return [];
      return [to('wording', { phrase, ...(by && { by: written(by) }) })];
    },
  },
  {
    command: 'lastmeeting',
    needs: [['last'], ['meet']],
    may: ['when', 'where', 'who', 'what', 'list'],
    takes: [...ENCOUNTER, 'when'],
    read(heard, asking) {
      const encounter = encounterArgs(heard, asking, 'person');
      const before = heard.whens.map((w) => (w.role === 'before' ? edtfOf(w) : undefined));
      if (!encounter || before.includes(undefined) || before.length > 1) return [];
      return encounter.map(({ args, unsure }) =>
        to('lastmeeting', { ...args, ...(before[0] && { before: before[0] }) }, unsure),
      );
    },
  },
  {
    command: 'lastmeeting',
    needs: [['how-long'], ['meet']],
    may: ['last', 'when', 'what'],
    takes: ENCOUNTER,
    read: (heard, asking) =>
      (encounterArgs(heard, asking, 'person') ?? []).map(({ args, unsure }) =>
        to('lastmeeting', args, unsure || heard.parties.length < 2),
      ),
  },
  {
    command: 'meetings',
    needs: [['meet', 'said', 'discussed']],
    may: ['when', 'where', 'who', 'what', 'how-many', 'list', 'ever', 'search', 'meet', 'happened'],
    takes: ['topic', ...ENCOUNTER, 'when'],
    read(heard, asking) {
      const encounter = encounterArgs(heard, asking, 'who');
      const span = spanArgs(heard.whens, asking);
      const { topics, notions } = heard;
      if (!encounter || !span || topics.length > 1) return [];
      if (!notions.has('meet') && topics.length === 0) return [];
      const topic = topics[0] !== undefined && { topic: topics[0] };
      return encounter.map(({ args, unsure }) =>
        to('meetings', { ...args, ...span, ...topic }, unsure),
      );
    },
  },
  {
    command: 'sources',
    needs: [['source']],
    may: ['meet', 'what', 'where', 'list', 'archive', 'when', 'who', 'that', 'how-many'],
    takes: [...NAMED, 'when'],
    read(heard, asking) {
      if (!isNamed(heard)) return isAboutNobody(heard) ? [to('sources', {})] : [];
      return eventsMeant(heard, asking).map((event) => to('sources', { event }));
    },
  },
  {
    command: 'upcoming',
    needs: [['anniversary']],
    may: ['when', 'what', 'coming'],
    takes: ['event', 'topic', 'series', 'ordinal', 'parties', 'party'],
    read: (heard, asking) => anniversaryMeant(heard, asking),
  },
  {
    command: 'event',
    needs: [],
    may: [
      'meet',
      'happened',
      'discussed',
      'said',
      'outcome',
      'attended',
      'when',
      'where',
      'who',
      'what',
      'how-long',
      'list',
      'last',
      'person',
      'ever',
    ],
    takes: ['event', 'series', 'place', 'party', 'parties', 'level', 'title', 'format', 'when'],
    read(heard, asking) {
      if (!isNamed(heard) || heard.notions.size === 0) return [];
      return eventsMeant(heard, asking).map((event) => to('event', { event }));
    },
  },
  {
    command: 'event',
    needs: [['happened', 'meet', 'discussed', 'said', 'outcome', 'attended']],
    may: ['when', 'where', 'who', 'what', 'list'],
    takes: ['when', 'party', 'parties'],
    read(heard, asking) {
      const [only] = heard.whens;
      const isDay =
        only?.when.kind === 'date' &&
        only.when.date.precision === 'day' &&
        only.when.date.from !== asking.reader.today;
      if (!isDay || heard.whens.length > 1 || !isPlainlyOn(only)) return [];
      return eventsOn(heard, asking).map((event) => to('event', { event }));
    },
  },
  {
    command: 'onthisday',
    needs: [['happened', 'this-day', 'anniversary', 'what']],
    may: ['happened', 'this-day', 'what', 'who', 'list', 'ever', 'when', 'anniversary'],
    takes: ['when'],
    read({ whens: [first, second], notions }, { reader }) {
      if (second || (first && !isPlainlyOn(first))) return [];
      if (!first) return notions.has('this-day') ? [to('onthisday', {})] : [];
      const { when } = first;
      if (when.kind === 'day-of-year') return [to('onthisday', { date: when.monthDay })];
      const isToday = when.kind === 'date' && when.date.edtf === isoOfDay(reader.today);
      return isToday && (notions.has('happened') || notions.has('this-day'))
        ? [to('onthisday', {})]
        : [];
    },
  },
  {
    command: 'upcoming',
    needs: [['coming', 'plan', 'anniversary', 'what']],
    may: ['coming', 'plan', 'anniversary', 'what', 'when', 'list', 'meet', 'how-many'],
    takes: ['when'],
    read({ whens, notions }, { reader }) {
      const [first, second] = whens;
      if (second) return [];
      const days = first && daysAhead(first, reader.today);
      if (first ? days === undefined : !(notions.has('coming') || notions.has('plan'))) return [];
      return [to('upcoming', days === undefined ? {} : { days })];
    },
  },
  {
    command: 'profile',
    needs: [['person', 'office']],
    may: ['person', 'office', 'who', 'what', 'list', 'when'],
    takes: ['party'],
    read({ parties: [first, second] }) {
      return first?.isPerson && !second ? [to('profile', { person: written(first) })] : [];
    },
  },
  {
    command: 'status',
    needs: [['reach', 'archive']],
    may: [
      'reach',
      'archive',
      'what',
      'how-many',
      'list',
      'where',
      'when',
      'last',
      'meet',
      'search',
    ],
    takes: [],
    read: ({ notions }) =>
      notions.has('reach') || notions.has('what') || notions.has('how-many')
        ? [to('status', {})]
        : [],
  },
  {
    command: 'find',
    needs: [['said', 'search', 'discussed']],
    may: ['said', 'search', 'discussed', 'who', 'what', 'where', 'when', 'list', 'meet', 'ever'],
    takes: ['quote', 'formula', 'topic', 'event', 'series', 'place', 'party', 'unknown'],
    read({ words, parties, quotes }) {
      const isOnlyNames = parties.length === words.length;
      if (words.length === 0 || words.length > 5 || isOnlyNames) return [];
      return [to('find', { words: words.join(' ') }, parties.length > 0 && quotes.length === 0)];
    },
  },
];

/** What might be meant by names alone. */
export const BARE: Intent = {
  command: 'lastmeeting',
  needs: [],
  may: [
    'who',
    'when',
    'what',
    'where',
    'list',
    'last',
    'meet',
    'visit',
    'ever',
    'said',
    'how-many',
  ],
  takes: [...ENCOUNTER, 'when', 'topic'],
  read(heard, asking) {
    const [first] = heard.parties;
    if (!first) return [];
    const last = encounterArgs({ ...heard, whens: [] }, asking, 'person') ?? [];
    const all = encounterArgs(heard, asking, 'who') ?? [];
    const span = spanArgs(heard.whens, asking) ?? {};
    const isOne = heard.parties.length === 1;
    return [
      ...(isOne && first.isPerson ? [to('profile', { person: written(first) }, true)] : []),
      ...last.slice(0, 1).map(({ args }) => to('lastmeeting', args, true)),
      ...all.slice(0, 1).map(({ args }) => to('meetings', { ...args, ...span }, true)),
    ];
  },
};

/** An id, or the name as typed where the command itself must ask whom it means. */
const written = ({ ids, typed }: HeardParty): string =>
  ids.length === 1 ? (ids[0] as string) : typed;

const isAboutNobody = ({ parties, whens, ranks }: Heard): boolean =>
  parties.length === 0 && whens.length === 0 && ranks.length === 0;

const isNamed = ({ events }: Heard): boolean => events.length > 0;

const isPlainlyOn = ({ role }: HeardWhen): boolean => role === undefined || role === 'on';

const edtfOf = ({ when }: HeardWhen): string | undefined =>
  when.kind === 'date' ? when.date.edtf : undefined;

/** Who with whom, on which level and in which form. */
function encounterArgs(
  { parties, ranks, formats }: Heard,
  asking: Asking,
  first: 'who' | 'person',
): { args: Args; unsure: boolean }[] | undefined {
  const distinct = parties.filter(
    (party, i) => parties.findIndex((other) => written(other) === written(party)) === i,
  );
  const [who, other, third] = distinct;
  if (!who || third || formats.length > 1) return undefined;
  const named = { [first]: written(who), ...(other && { with: written(other) }) };
  const format = formats[0] && { format: formats[0] };
  const asked = [...new Set([...ranks, ...distinct.flatMap(({ rank }) => rank ?? [])])];
  const [rank] = asked;
  if (rank === undefined) return [{ args: { ...named, ...format }, unsure: false }];
  // The lower side tells the level: with someone who never sat so high it cannot be asked for.
  const isMixed =
    asked.length > 1 ||
    distinct.some(
      ({ ids, isPerson }) => isPerson && !ids.every((id) => hasHeld(asking.archive, id, rank)),
    );
  const args = { ...named, ...(!isMixed && { level: rank }), ...format };
  return [{ args, unsure: isMixed }];
}

/** `from` and `to` of the dates; undefined where they cannot be told so. */
function spanArgs(whens: readonly HeardWhen[], { reader }: Asking): Args | undefined {
  const args: Args = {};
  for (const [i, { when, role }] of whens.entries()) {
    if (when.kind === 'back') args.from = when.from;
    else if (when.kind !== 'date' || when.date.from > reader.today) return undefined;
    else {
      const { edtf, from, to: end } = when.date;
      const isEnd = role === 'until' || (role === undefined && i > 0 && args.from !== undefined);
      const bounds =
        role === 'since'
          ? { from: edtf }
          : role === 'after'
            ? { from: isoOfDay(end + 1) }
            : role === 'before'
              ? { to: isoOfDay(from - 1) }
              : isEnd
                ? { to: edtf }
                : ends(edtf);
      for (const bound of Object.keys(bounds)) if (args[bound] !== undefined) return undefined;
      Object.assign(args, bounds);
    }
  }
  return args;
}

function ends(edtf: string): { from: string; to: string } {
  const [from, to] = edtf.split('/');
  return { from: from as string, to: to ?? (from as string) };
}

const MOST_DAYS = 3660;

/** How many days `/upcoming` must look ahead for it. */
function daysAhead({ when, role }: HeardWhen, today: number): number | undefined {
  const days =
    when.kind === 'ahead'
      ? when.days
      : when.kind === 'date' && (role === undefined || role === 'on' || role === 'until')
        ? when.date.to - today
        : when.kind === 'day-of-year'
          ? daysUntil(when.monthDay, today)
          : undefined;
  return days !== undefined && days >= 0 && days <= MOST_DAYS ? Math.max(1, days) : undefined;
}

function daysUntil(monthDay: string, today: number): number | undefined {
  const { year } = calendarDate(today);
  for (const y of [year, year + 1]) {
    const day = Math.floor(Date.parse(`${y}-${monthDay}`) / 86_400_000);
    if (day >= today) return day - today;
  }
  return undefined;
}

/** The next anniversary of what is named, if it is in the diary; the event itself for one that is past. */
function anniversaryMeant(heard: Heard, asking: Asking): Reading[] {
  const { events, topics, ordinals } = heard;
  if (events.length === 0 && topics.length === 0) return [];
  const { event, coming } = diaryOf(heard, asking);
  if (!event) return [];
  // Signed and in force are two days to remember: the diary is shown as far as the later one.
  const counted = coming.filter(({ count }) => ordinals.length === 0 || ordinals.includes(count));
  const nextOfEach = counted.filter(
    (item, i) => counted.findIndex((other) => other.event === item.event) === i,
  );
  if (nextOfEach.length === 0) return [to('event', { event })];
  return [to('upcoming', { days: Math.max(...nextOfEach.map(({ days }) => days)) })];
}
