/** How far the archive reaches for a question: what it holds, and what it declares complete. */
import type { Day } from '../domain/dates/day.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Coverage } from '../domain/record/diary.ts';
import { type Archive, begunCount } from './archive.ts';
import { candidatesFor } from './candidates.ts';
import type { Encounter } from './encounters.ts';
import type { Party } from './party.ts';

export interface Reach {
  /** How many events at which the parties sat the archive holds up to the reader's day. */
  readonly events: number;
  readonly first: Outline | undefined;
  readonly latest: Outline | undefined;
  /** The declarations of completeness that bear on the question. */
  readonly declared: readonly Coverage[];
}

/**
 * `until`: the last day that was asked about; `found`: what was answered. A declaration about
 * another time, level or series does not bear on it.
 */
export function reachOf(
  archive: Archive,
  asked: Encounter & { readonly today: Day; readonly until: Day },
  found: readonly Outline[],
): Reach {
  const { events } = candidatesFor(archive, asked);
  const count = begunCount(events, asked.today);
  return {
    events: count,
    first: count > 0 ? events[0] : undefined,
    latest: events[count - 1],
    declared: declaredFor(archive, asked, found),
  };
}

function declaredFor(
  archive: Archive,
  asked: Encounter & { readonly until: Day },
  found: readonly Outline[],
): Coverage[] {
  const { coverage } = archive.holdings;
  if (coverage.length === 0) return [];
  const voices = [asked.who, ...(asked.with ? [asked.with] : [])].map((p) => voiceOf(archive, p));
  return coverage.filter(
    (declared) => isAbout(declared, voices) && bearsOn(archive, declared, asked, found),
  );
}

/** One of the two, or both on different sides. */
function isAbout({ contact: { between } }: Coverage, [who, other]: readonly Voice[]): boolean {
  const [a, b] = between;
  if (!who) return false;
  if (!other) return who(a) || who(b);
  return (who(a) && other(b)) || (who(b) && other(a));
}

function bearsOn(
  archive: Archive,
  { contact, from, to }: Coverage,
  asked: Encounter & { readonly until: Day },
  found: readonly Outline[],
): boolean {
  if (fuzzyDate(from).from > asked.until) return false;
  // What was complete only before the answer says nothing of what came after it.
  const end = fuzzyDate(to).to;
  if (found.length > 0 && found.every((event) => event.date.from > end)) return false;
  const views = found.slice(0, MOST_LOOKED_AT).map((event) => archive.view(event));
  if (contact.series && !views.some((view) => view.series === contact.series)) return false;
  const levels = asked.level ? [asked.level] : views.flatMap((view) => view.level ?? []);
  return !contact.levels || contact.levels.some((level) => levels.includes(level));
}

const MOST_LOOKED_AT = 50;

/** Whether a declaration about a country or a body bears on somebody. */
type Voice = (id: string) => boolean;

/** A declaration about a country or a ministry bears on those who hold, or held, office there. */
function voiceOf(archive: Archive, party: Party): Voice {
  if (party.type === 'country') {
    return (id) => id === party.id || archive.record('body', id)?.country === party.id;
  }
  if (party.type !== 'person') return (id) => id === party.id;
  const { country, tenures = [] } = archive.person(party.id) ?? {};
  const bodies = tenures.map(({ office }) => archive.office(office)?.body);
  return (id) => id === party.id || id === country || bodies.includes(id);
}
