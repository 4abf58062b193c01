/** What a channel is told by itself, in a line or two. */
import { inLocale } from '../../domain/locale.ts';
import type { Subscription } from '../../domain/record/schedule.ts';
import type { Asking } from '../command.ts';
import type { ListItem, Spans } from '../reply.ts';
import { tellMoment } from './changes.ts';
import { eventTitle } from './events.ts';
import { partyName } from './names.ts';

export function subscriptionItem(asking: Asking, subscription: Subscription): ListItem {
  const { book } = asking;
  const { id, channel, zone, locale, hour, reminders, digest, paused, closed, snoozed } =
    subscription;
  const details: Spans[] = [];
  if (reminders) {
    const leads = reminders.leads.join(', ');
    details.push(
      book.spans('subscription.reminders', {
        which: tellSelection(asking, subscription),
        leads,
        hour,
      }),
    );
    if (reminders.quiet !== 'keep') {
      details.push(
        book.spans('subscription.quiet', { quiet: book.text(`quiet.${reminders.quiet}`) }),
      );
    }
  }
  if (digest) details.push(book.spans('subscription.digest', { cron: digest.cron }));
  details.push(
    book.spans('subscription.where', { channel, zone, language: book.text(`language.${locale}`) }),
  );
  if (paused)
    details.push(
      book.spans('subscription.paused', { moment: tellMoment(asking, new Date(paused)) }),
    );
  if (closed) {
    const reason = { kind: 'foreign', text: closed, lang: 'en' } as const;
    details.push(book.spans('subscription.closed', { reason, id }));
  }
  for (const { occasion, until } of snoozed ?? []) {
    details.push(
      book.spans('subscription.snoozed', { occasion, moment: tellMoment(asking, new Date(until)) }),
    );
  }
  return { spans: [{ kind: 'foreign', text: id, lang: 'und' }], details };
}

function tellSelection(asking: Asking, { reminders }: Subscription): string {
  const { archive, book } = asking;
  const { pair, person, body, topic, milestone } = reminders?.which ?? {};
  const name = (id: string) => {
    const party = archive.directory.party(id);
    return party ? partyName(asking, party) : id;
  };
  const parts = [
    ...(pair ? [pair.map(name).join(' – ')] : []),
    ...[person, body].flatMap((id) => (id === undefined ? [] : [name(id)])),
    ...(topic === undefined ? [] : [topicName(asking, topic)]),
    ...(milestone === undefined ? [] : [milestoneName(asking, milestone)]),
  ];
  return parts.length > 0 ? book.list(parts) : book.text('subscription.all');
}

function topicName({ archive, book }: Asking, id: string): string {
  const topic = archive.record('topic', id);
  return topic ? inLocale(topic.name, book.locale) : id;
}

function milestoneName(asking: Asking, id: string): string {
  const event = asking.archive.event(asking.archive.record('milestone', id)?.event ?? '');
  return event ? eventTitle(asking, event) : id;
}
