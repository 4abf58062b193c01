/**
 * Events as plain values for scripts: ids, EDTF, and names, offices and cities in the record's
 * English, whatever the language of the reply.
 */
import type { Day } from '../domain/dates/day.ts';
import type { Conflict } from '../domain/events/conflicts.ts';
import type { Outline, Sourced } from '../domain/events/view.ts';
import type { Point } from '../domain/record/event.ts';
import type { Source } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import { statusOn } from './diary.ts';
import type { Reach } from './reach.ts';

export function plainEvent(archive: Archive, event: Outline, today: Day) {
  const view = archive.view(event);
  const place = view.place && archive.record('place', view.place.value);
  const { value: edtf, basis, stated } = view.dating;
  return {
    id: event.id,
    name: event.record.name?.en ?? null,
    kind: event.kind ?? null,
    format: event.format ?? null,
    level: view.level ?? null,
    status: statusOn(event, today),
    date: { edtf, basis, stated, ground: view.dating.ground?.en ?? null },
    place: place ? { city: place.name.en, country: place.country } : null,
    occasion: view.occasion ?? null,
    series: view.series ? { id: view.series, ordinal: view.ordinal?.value ?? null } : null,
    duration: view.duration?.value ?? null,
    participants: view.attendance.map(({ person, side, offices }) => ({
      id: person,
      name: person ? (archive.person(person)?.name.en ?? person) : null,
      office: offices.map((id) => archive.office(id)?.title.en ?? id),
      country: side,
    })),
    sources: view.sources.map((id) => plainSource(archive.record('source', id), id)),
    conflicts: view.conflicts.map(plainConflict),
  };
}

export const plainEvents = (archive: Archive, events: readonly Outline[], today: Day) =>
  events.map((event) => plainEvent(archive, event, today));

export function plainSource(source: Source | undefined, id: string) {
  return {
    id,
    title: source?.title ?? source?.about?.en ?? null,
    publisher: source?.publisher ?? null,
    ...(source?.caution && { caution: source.caution.en }),
  };
}

const plainConflict = ({ field, person, values }: Conflict) => ({
  field,
  ...(person && { person }),
  values: values.map(({ value, stated, standing, sources }) => ({
    value,
    stated,
    standing,
    sources,
  })),
});

/** What was said and what came of it, with whoever relayed it and the words of the source. */
export function plainSayings(archive: Archive, event: Outline) {
  const { points, outcomes } = archive.view(event);
  return {
    points: points.map((point) => plainSaying(archive, point)),
    outcomes: outcomes.map((o) => ({
      id: o.id,
      topic: o.topic ?? null,
      gist: o.gist.en,
      wording: o.wording ?? null,
      sources: o.sources,
    })),
  };
}

export function plainSaying(archive: Archive, point: Sourced<Point>) {
  return {
    id: point.id,
    by: point.by ?? null,
    speaker: point.by ? (archive.person(point.by)?.name.en ?? point.by) : null,
    side: point.side,
    to: point.to ?? [],
    act: point.act,
    topic: point.topic ?? null,
    formula: point.formula ?? null,
    gist: point.gist.en,
    wording: point.wording ?? null,
    relayedBy: point.relayed?.by ?? null,
    replyTo: point.reply_to ?? null,
    doubt: point.doubt?.en ?? null,
    sources: point.sources,
  };
}

export function plainReach(archive: Archive, reach: Reach) {
  const date = (event: Outline | undefined) => (event ? archive.view(event).dating.value : null);
  return {
    corpus: archive.corpus,
    events: reach.events,
    from: date(reach.first),
    to: date(reach.latest),
    declared: reach.declared.map(({ id, from, to, contact, ground }) => ({
      id,
      from,
      to,
      levels: contact.levels ?? null,
      ground: ground.en,
    })),
  };
}
