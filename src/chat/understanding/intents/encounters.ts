/** Who met whom: the last time, all the times, since when, as a picture, and what to know before. */
import { isoOfDay } from '../../../domain/dates/day.ts';
import type { Asking } from '../../command.ts';
import { eventsMeant } from '../events-meant.ts';
import type { Heard, HeardWhen } from '../heard.ts';
import { hasHeld } from '../joined.ts';
import { type Args, ENCOUNTER, type Intent, isNamed, NAMED, to, written } from './intent.ts';

export const since: Intent = {
  command: 'since',
  needs: [['how-long'], ['meet']],
  may: ['last', 'when', 'what'],
  takes: ENCOUNTER,
  read: (heard, asking) =>
    (encounterArgs(heard, asking, 'who') ?? [])
      .filter(({ args }) => args.with !== undefined)
      .map(({ args, unsure }) => to('since', args, unsure)),
};

export const lastMeeting: Intent = {
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
};

/** How long it is since somebody met anybody. */
export const lastMeetingAgo: Intent = {
  command: 'lastmeeting',
  needs: [['how-long'], ['meet']],
  may: ['last', 'when', 'what'],
  takes: ENCOUNTER,
  read: (heard, asking) =>
    (encounterArgs(heard, asking, 'person') ?? []).map(({ args, unsure }) =>
      to('lastmeeting', args, unsure || heard.parties.length < 2),
    ),
};

export const meetings: Intent = {
  command: 'meetings',
  needs: [['meet', 'said', 'discussed']],
  may: ['when', 'where', 'who', 'what', 'how-many', 'list', 'ever', 'search', 'meet', 'happened'],
  takes: ['topic', ...ENCOUNTER, 'when'],
  read(heard, asking) {
    const { topics, notions } = heard;
    if (!notions.has('meet') && topics.length === 0) return [];
    return listed('meetings', heard, asking);
  },
};

export const timeline: Intent = {
  command: 'timeline',
  needs: [['picture']],
  may: ['meet', 'visit', 'what', 'list', 'who', 'when'],
  takes: ['topic', ...ENCOUNTER, 'when'],
  read: (heard, asking) => listed('timeline', heard, asking),
};

/** The dossier of two sides, or of the event that is named. */
export const brief: Intent = {
  command: 'brief',
  needs: [['prepare']],
  may: ['meet', 'what', 'list', 'coming', 'next', 'person', 'said', 'discussed'],
  takes: ['topic', ...NAMED],
  read(heard, asking) {
    const { parties, ranks, formats, topics } = heard;
    if (isNamed(heard))
      return eventsMeant(heard, asking).map((subject) => to('brief', { subject }));
    const names = [...new Set(parties.map(written))];
    const [subject, other, third] = names;
    if (subject === undefined || other === undefined || third !== undefined) return [];
    if (formats.length > 0 || topics.length > 1) return [];
    const isOfRank = ranks.every((rank) =>
      parties.every(({ ids }) => ids.some((id) => hasHeld(asking.archive, id, rank))),
    );
    const topic = topics[0] !== undefined && { topic: topics[0] };
    return [to('brief', { subject, with: other, ...topic }, !isOfRank)];
  },
};

/** What might be meant by names alone. */
export const namesAlone: Intent = {
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

/** All encounters that are meant, by the command that lists or draws them. */
function listed(command: string, heard: Heard, asking: Asking) {
  const encounter = encounterArgs(heard, asking, 'who');
  const span = spanArgs(heard.whens, asking);
  const { topics } = heard;
  if (!encounter || !span || topics.length > 1) return [];
  const topic = topics[0] !== undefined && { topic: topics[0] };
  return encounter.map(({ args, unsure }) => to(command, { ...args, ...span, ...topic }, unsure));
}

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
      const next = whens[i + 1];
      const isStart = role === 'since' || (role === undefined && next?.role === 'until');
      const isEnd = role === 'until' || (role === undefined && i > 0 && args.from !== undefined);
      const bounds = isStart
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
