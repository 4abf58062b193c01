/** The archive itself, the people in it, and what can be asked of it. */
import { type Intent, isPlainlyOn, to, written } from './intent.ts';

export const help: Intent = {
  command: 'help',
  needs: [['help']],
  may: ['what', 'ask', 'list', 'archive'],
  takes: [],
  read: () => [to('help', {})],
};

export const status: Intent = {
  command: 'status',
  needs: [['reach', 'archive']],
  may: ['reach', 'archive', 'what', 'how-many', 'list', 'where', 'when', 'last', 'meet', 'search'],
  takes: [],
  read: ({ notions }) =>
    notions.has('reach') || notions.has('what') || notions.has('how-many')
      ? [to('status', {})]
      : [],
};

/** Who holds or held an office, now or at the time that is named. */
export const office: Intent = {
  command: 'office',
  needs: [['who', 'person', 'office']],
  may: ['who', 'person', 'office', 'what', 'when', 'list', 'now'],
  takes: ['office', 'party', 'when'],
  read({ offices: [named, another], parties: [country, other], whens: [first, second] }, asking) {
    if (!named || another || country?.isPerson || other || second) return [];
    if (first && !(first.when.kind === 'date' && isPlainlyOn(first))) return [];
    const meant = named.filter((id) => {
      const of = asking.archive.office(id)?.country;
      return !country || (of !== undefined && country.ids.includes(of));
    });
    const on = first?.when.kind === 'date' && { on: first.when.date.edtf };
    return meant.map((id) => to('office', { office: id, ...on }, meant.length > 1));
  },
};

export const profile: Intent = {
  command: 'profile',
  needs: [['person', 'office']],
  may: ['person', 'office', 'who', 'what', 'list', 'when'],
  takes: ['party'],
  read({ parties: [first, second] }) {
    return first?.isPerson && !second ? [to('profile', { person: written(first) })] : [];
  },
};
