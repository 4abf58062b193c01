/** Any record, by its id (`wang-yi`, `person:wang-yi`), a person's name, or words of an event. */
import type { RecordRef } from '../../archive/editing.ts';
import { namedEvents } from '../../archive/named-event.ts';
import { RECORD_TYPES } from '../../domain/record/record.ts';
import { type ArgumentType, type Asking, type Completion, Unclear } from '../command.ts';
import { needText } from '../need-text.ts';
import { plainText } from '../reply.ts';
import { eventLine } from '../tell/events.ts';
import { partyName } from '../tell/names.ts';
import { UserError } from '../user-error.ts';

export const record: ArgumentType<RecordRef> = {
  option: 'text',
  takes: 'word',
  read(typed, asking) {
    const found = candidates(typed, asking);
    const [only] = found;
    if (only && found.length === 1) return only;
    if (!only) {
      needText(asking.archive);
      throw new UserError('unknown-record', { typed });
    }
    throw new Unclear(
      'ambiguous',
      typed,
      found.slice(0, 10).map((ref) => completion(ref, asking)),
    );
  },
  plain: ({ type, id }) => `${type}:${id}`,
  complete: (prefix, asking, limit) =>
    [
      ...asking.archive.directory
        .complete(prefix, limit, 'person')
        .map(({ id }) => completion({ type: 'person', id }, asking)),
      ...namedEvents(asking.archive, prefix.slice(0, 200), asking.reader.today)
        .slice(0, limit)
        .map(({ id }) => completion({ type: 'event', id }, asking)),
    ].slice(0, limit),
};

/** Also one that is there no longer, by its type and id. */
export const recordOnceHeld: ArgumentType<RecordRef> = {
  ...record,
  read(typed, asking) {
    const ref = typeAndId(typed);
    return ref && !asking.archive.record(ref.type, ref.id) ? ref : record.read(typed, asking);
  },
};

function typeAndId(typed: string): RecordRef | undefined {
  const [, name, id] = /^([a-z]+):(.+)$/.exec(typed) ?? [];
  const type = RECORD_TYPES.find((t) => t === name);
  return type && id ? { type, id } : undefined;
}

function candidates(typed: string, { archive, reader }: Asking): RecordRef[] {
  const ref = typeAndId(typed);
  if (ref) return archive.record(ref.type, ref.id) ? [ref] : [];
  const byId = RECORD_TYPES.filter((t) => archive.record(t, typed)).map((t) => ({
    type: t,
    id: typed,
  }));
  if (byId.length > 0) return byId;
  const match = archive.directory.find(typed, 'person');
  if (match.kind === 'one') return [{ type: 'person', id: match.id }];
  if (match.kind === 'several') return match.ids.map((other) => ({ type: 'person', id: other }));
  return namedEvents(archive, typed.slice(0, 200), reader.today).map((event) => ({
    type: 'event',
    id: event.id,
  }));
}

function completion(ref: RecordRef, asking: Asking): Completion {
  return { value: `${ref.type}:${ref.id}`, label: recordLabel(asking, ref) };
}

/** What a record is called: a person's name, an event's line, else its type and id. */
export function recordLabel(asking: Asking, { type, id }: RecordRef): string {
  const event = type === 'event' ? asking.archive.event(id) : undefined;
  if (event) return plainText(eventLine(asking, event));
  const party =
    type === 'person' || type === 'body' ? asking.archive.directory.party(id) : undefined;
  return party ? partyName(asking, party) : `${type} ${id}`;
}
