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
  takes: ['office', 'party', 'title', 'when'],
  read(heard, { archive }) {
    const { offices, parties, ranks, whens } = heard;
    const [party, other] = parties;
    const [first, second] = whens;
    if (offices.length + ranks.length !== 1 || party?.isPerson || other || second) return [];
    if (first && !(first.when.kind === 'date' && isPlainlyOn(first))) return [];
    const [named] = offices;
    const meant = archive.holdings.office.flatMap(({ id, country = '', body = '', rank }) => {
      // By its title, of the country that is named, or by its rank in the ministry that is.
      const isMeant = named
        ? named.includes(id) && (!party || party.ids.includes(country))
        : party?.ids.includes(body) && rank === ranks[0];
      return isMeant ? [id] : [];
    });
    const on = first?.when.kind === 'date' && { on: first.when.date.edtf };
    return meant.map((id) => to('office', { office: id, ...on }, meant.length > 1));
  },
};

/** What might be meant by an office alone. */
export const officeAlone: Intent = { ...office, needs: [] };

export const profile: Intent = {
  command: 'profile',
  needs: [['person', 'office']],
  may: ['person', 'office', 'who', 'what', 'list', 'when'],
  takes: ['party'],
  read({ parties: [first, second] }) {
    return first?.isPerson && !second ? [to('profile', { person: written(first) })] : [];
  },
};
