/** The archive itself, the people in it, and what can be asked of it. */
import { type Intent, to, written } from './intent.ts';

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

export const profile: Intent = {
  command: 'profile',
  needs: [['person', 'office']],
  may: ['person', 'office', 'who', 'what', 'list', 'when'],
  takes: ['party'],
  read({ parties: [first, second] }) {
    return first?.isPerson && !second ? [to('profile', { person: written(first) })] : [];
  },
};
