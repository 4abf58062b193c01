/** An event, by its id, its name or words that occur in it. */
import { namedEvents } from '../../archive/named-event.ts';
import type { Outline } from '../../domain/events/view.ts';
import { type ArgumentType, Unclear } from '../command.ts';
import { needText } from '../need-text.ts';
import { plainText } from '../reply.ts';
import { eventLine } from '../tell/events.ts';
import { UserError } from '../user-error.ts';

const MOST_CHOICES = 10;

export const event: ArgumentType<Outline> = {
  option: 'text',
  takes: 'line',
  read(typed, asking) {
    const found = namedEvents(asking.archive, typed.slice(0, 200), asking.reader.today);
    const [only] = found;
    if (only && found.length === 1) return only;
    if (!only) {
      needText(asking.archive);
      throw new UserError('unknown-event', { typed });
    }
    const candidates = found.slice(0, MOST_CHOICES).map((e) => ({
      value: e.id,
      label: plainText(eventLine(asking, e)),
    }));
    throw new Unclear('ambiguous', typed, candidates);
  },
  plain: ({ id }) => id,
  complete(prefix, asking, limit) {
    if (prefix.trim() === '') {
      return asking.archive.events
        .slice(-limit)
        .reverse()
        .map((e) => ({
          value: e.id,
          label: plainText(eventLine(asking, e)),
        }));
    }
    return namedEvents(asking.archive, prefix.slice(0, 200), asking.reader.today)
      .slice(0, limit)
      .map((e) => ({ value: e.id, label: plainText(eventLine(asking, e)) }));
  },
};
