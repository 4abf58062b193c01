/** One event: what it was, on which day, and what it rests on. */
import { eventsMeant, eventsOn, plannedMeant } from '../events-meant.ts';
import type { Heard } from '../heard.ts';
import { type Intent, isNamed, isPlainlyOn, NAMED, to } from './intent.ts';

export const sources: Intent = {
  command: 'sources',
  needs: [['source']],
  may: ['meet', 'what', 'where', 'list', 'archive', 'when', 'who', 'that', 'how-many'],
  takes: [...NAMED, 'when'],
  read(heard, asking) {
    if (!isNamed(heard)) return isAboutNobody(heard) ? [to('sources', {})] : [];
    return eventsMeant(heard, asking).map((event) => to('sources', { event }));
  },
};

export const event: Intent = {
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
    'signed',
    'begun',
  ],
  takes: ['event', 'series', 'place', 'party', 'parties', 'level', 'title', 'format', 'when'],
  read(heard, asking) {
    if (!isNamed(heard) || heard.notions.size === 0) return [];
    // That something was signed there, or that day, is for the reader to see.
    const isUnsure = heard.notions.has('signed') || heard.notions.has('begun');
    return eventsMeant(heard, asking).map((event) => to('event', { event }, isUnsure));
  },
};

export const eventOnDay: Intent = {
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
};

/** What lies ahead is told as far as it is planned, and never as what has been. */
export const planned: Intent = {
  command: 'event',
  needs: [['next', 'plan', 'coming']],
  may: [
    'meet',
    'visit',
    'when',
    'where',
    'who',
    'what',
    'coming',
    'plan',
    'happened',
    'attended',
    'list',
  ],
  takes: [...NAMED, 'when'],
  read(heard, asking) {
    const isWhose = isNamed(heard) || heard.parties.length > 0;
    if (!isWhose && !heard.notions.has('next')) return [];
    const events = isWhose ? plannedMeant(heard, asking) : [];
    return events.length > 0
      ? events.map((event) => to('event', { event }))
      : [to('upcoming', {}, true)];
  },
};

const isAboutNobody = ({ parties, whens, ranks }: Heard): boolean =>
  parties.length === 0 && whens.length === 0 && ranks.length === 0;
