/** Which milestones a subscription, or a calendar, is about. */
import type { Archive } from '../archive/archive.ts';
import type { Party } from '../archive/party.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Milestone } from '../domain/record/diary.ts';
import type { Selection } from '../domain/record/schedule.ts';

export function isSelected(
  archive: Archive,
  event: Outline,
  { pair, person, body, topic, milestone }: Selection,
  of: Milestone,
): boolean {
  if (milestone !== undefined && milestone !== of.id) return false;
  if (pair || person !== undefined || body !== undefined) {
    const parties = new Set<string>(event.sides);
    for (const seat of event.seats) if (seat.person) parties.add(seat.person);
    if (event.record.body) parties.add(event.record.body);
    if (pair && !pair.every((id) => parties.has(id))) return false;
    if (person !== undefined && !parties.has(person)) return false;
    if (body !== undefined && !parties.has(body)) return false;
  }
  if (topic === undefined || of.topics?.includes(topic)) return true;
  const { points, outcomes } = archive.view(event);
  return points.some((p) => p.topic === topic) || outcomes.some((o) => o.topic === topic);
}

/** What was asked for, as a selection: two parties are a pair. */
export function selectionOf(asked: {
  readonly who: Party | undefined;
  readonly with: Party | undefined;
  readonly topic: string | undefined;
  readonly milestone: string | undefined;
}): Selection {
  const { who, with: other, topic, milestone } = asked;
  return {
    ...(who && other && { pair: [who.id, other.id] as [string, string] }),
    ...(who && !other && (who.type === 'person' ? { person: who.id } : { body: who.id })),
    ...(topic !== undefined && { topic }),
    ...(milestone !== undefined && { milestone }),
  };
}
