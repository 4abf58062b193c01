import { party } from '../chat/arguments/party.ts';
import { choice, integer, listOfIntegers, name, word } from '../chat/arguments/plain.ts';
import { topic } from '../chat/arguments/vocabulary.ts';
import {
  type Answer,
  type ArgumentsOf,
  type Asking,
  command,
  optional,
  required,
} from '../chat/command.ts';
import type { Block, Reply } from '../chat/reply.ts';
import { subscriptionItem } from '../chat/tell/subscriptions.ts';
import { UserError } from '../chat/user-error.ts';
import { LOCALES } from '../domain/locale.ts';
import type { Change } from '../domain/record/record.ts';
import {
  DIGEST_SECTIONS,
  quietDays,
  type Subscription,
  subscription as subscriptionSchema,
} from '../domain/record/schedule.ts';
import { CronError, readCron } from '../schedule/cron.ts';
import { DEFAULT_LEADS } from '../schedule/default-subscription.ts';
import { type DueReminder, due } from '../schedule/due.ts';
import { reminderLine } from '../schedule/reminder.ts';
import { selectionOf } from '../schedule/selection.ts';
import { instantOf, localDay, timeOfDay } from '../schedule/slots.ts';
import { freeId, removal } from '../schedule/subscriptions.ts';

const PREVIEW_DAYS = 60;
const MOST_DAYS = 400;

const ACTIONS = ['list', 'add', 'pause', 'resume', 'snooze', 'remove', 'preview'] as const;

const parameters = {
  what: required({ ...choice(ACTIONS, 'reminders'), takes: 'word' as const }),
  subscription: optional(word),
  who: optional(party()),
  with: optional(party()),
  topic: optional(topic),
  milestone: optional(name),
  leads: optional(listOfIntegers(0, MOST_DAYS)),
  hour: optional(name),
  zone: optional(name),
  language: optional(choice(LOCALES, 'language')),
  quiet: optional(choice(quietDays.options, 'quiet')),
  digest: optional(name),
  days: optional(integer(1, MOST_DAYS)),
  channel: optional(name),
};

type Args = ArgumentsOf<typeof parameters>;

/** This channel's reminders and digests: made, listed, paused, put off, removed, previewed. */
export const reminders = command({
  name: 'reminders',
  role: 'editor',
  parameters,
  example: '/reminders list',
  run: (asking, args) => HANDLERS[args.what](asking, args),
});

type Handler = (asking: Asking, args: Args) => Promise<Answer> | Answer;

const HANDLERS: Readonly<Record<(typeof ACTIONS)[number], Handler>> = {
  list(asking, args) {
    const shown = subscriptionsOf(asking, channelOf(asking, args));
    return answer(asking, 'reminders-card.title', shown);
  },

  async add(asking, typed) {
    const { archive, reader, records } = asking;
    const args = withParty(asking, typed);
    const channel = channelOf(asking, args);
    const { digest } = args;
    const made = subscriptionSchema.safeParse({
      id: args.subscription ?? freeId(archive, channel),
      channel,
      zone: args.zone ?? reader.zone,
      locale: args.language ?? reader.locale,
      hour: args.hour ?? '09:00',
      ...(digest !== undefined
        ? { digest: { cron: cronOf(digest), sections: [...DIGEST_SECTIONS] } }
        : {
            reminders: {
              leads: args.leads ?? [...DEFAULT_LEADS],
              which: selectionOf(args),
              quiet: args.quiet ?? 'keep',
            },
          }),
      origin: 'command',
      since: reader.now.toISOString(),
    });
    if (!made.success) {
      const [issue] = made.error.issues;
      throw refused(`${issue?.path.join('.')}: ${issue?.message}`);
    }
    const after = made.data;
    if (archive.record('subscription', after.id)) {
      throw refused(`subscription: "${after.id}" is there already`);
    }
    if (args.milestone !== undefined && !archive.record('milestone', args.milestone)) {
      throw new UserError('milestone-not-there');
    }
    const change = { type: 'subscription', id: after.id, before: null, after } as Change;
    await records.commit([change], { author: reader.author, at: reader.now });
    return answer(asking, 'reminders-card.added', [after]);
  },

  pause: (asking, args) =>
    changed(asking, args, 'reminders-card.paused', (held) => ({
      ...held,
      paused: asking.reader.now.toISOString(),
    })),

  /** What fell meanwhile is not made up for. */
  resume: (asking, args) =>
    changed(asking, args, 'reminders-card.resumed', ({ paused: _, closed: __, ...held }) => ({
      ...held,
      since: asking.reader.now.toISOString(),
    })),

  /** The next reminder of one occasion comes so many days later; the series stays as it is. */
  snooze(asking, args) {
    const { reader } = asking;
    const now = reader.now.toISOString();
    return changed(asking, args, 'reminders-card.snoozed', (held) => {
      const next = nextReminder(asking, held, args.milestone);
      const day = localDay(next.at, held.zone) + (args.days ?? 1);
      const until = new Date(instantOf(day, timeOfDay(held.hour), held.zone)).toISOString();
      const others = (held.snoozed ?? []).filter(
        ({ occasion, until: end }) => occasion !== next.occasionKey && end > now,
      );
      return { ...held, snoozed: [...others, { occasion: next.occasionKey, until }] };
    });
  },

  async remove(asking, args) {
    const held = one(asking, args);
    if (held.origin === 'config')
      throw refused('subscription: it stands in the settings; remove it there');
    const { records, reader, archive } = asking;
    await records.commit(removal(archive, held), { author: reader.author, at: reader.now });
    return answer(asking, 'reminders-card.removed', [held]);
  },

  preview(asking, args) {
    const { book } = asking;
    const shown = subscriptionsOf(asking, channelOf(asking, args));
    const posts = [...dueFor(asking, shown, args.days ?? PREVIEW_DAYS)];
    const lines = posts.map((post) => {
      const moment = new Intl.DateTimeFormat(book.tag, {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: post.subscription.zone,
      }).format(post.at);
      const what =
        post.kind === 'digest'
          ? book.text('reminders-card.digest')
          : reminderLine(asking, post.occasion);
      return { moment, what, post };
    });
    const blocks: Block[] =
      lines.length > 0
        ? [
            {
              kind: 'list',
              items: lines.slice(0, 30).map(({ moment, what }) => ({
                spans: book.spans('reminders-card.post', { moment, what }),
              })),
            },
          ]
        : [{ kind: 'text', spans: book.spans('upcoming.none') }];
    return {
      reply: replyOf(asking, 'reminders-card.preview', blocks),
      data: () => ({
        posts: lines.map(({ post }) => ({
          at: new Date(post.at).toISOString(),
          kind: post.kind,
          subscription: post.subscription.id,
          milestone: post.kind === 'reminder' ? post.occasion.milestone.id : null,
          lead: post.kind === 'reminder' ? post.lead : null,
        })),
      }),
    };
  },
};

const refused = (expected: string): UserError =>
  new UserError('edit-refused', { expected: { kind: 'foreign', text: expected, lang: 'en' } });

function channelOf({ reader }: Asking, { channel }: Args): string {
  const chosen = channel ?? reader.channel;
  if (chosen === undefined) throw new UserError('which-channel');
  return chosen;
}

/** `/reminders add kr with cn`: the first word names a party rather than the new subscription. */
function withParty({ archive }: Asking, args: Args): Args {
  const { subscription, who } = args;
  if (subscription === undefined || who) return args;
  const { directory } = archive;
  const match = directory.find(subscription);
  const id = match.kind === 'one' ? match.id : subscription;
  const party = directory.party(id);
  return party ? { ...args, subscription: undefined, who: party } : args;
}

const subscriptionsOf = ({ archive }: Asking, channel: string): Subscription[] =>
  archive.holdings.subscription.filter((s) => s.channel === channel);

/** The subscription named, or the only one of the channel. */
function one(asking: Asking, args: Args): Subscription {
  if (args.subscription !== undefined) {
    const named = asking.archive.record('subscription', args.subscription);
    if (!named) throw new UserError('unknown-subscription', { typed: args.subscription });
    return named;
  }
  const [only, ...others] = subscriptionsOf(asking, channelOf(asking, args));
  if (!only || others.length > 0) throw new UserError('which-subscription');
  return only;
}

async function changed(
  asking: Asking,
  args: Args,
  title: string,
  change: (held: Subscription) => Subscription,
): Promise<Answer> {
  const { records, reader } = asking;
  const before = one(asking, args);
  const after = change(before);
  const entry = { type: 'subscription', id: before.id, before, after } as Change;
  await records.commit([entry], { author: reader.author, at: reader.now });
  return answer(asking, title, [after]);
}

function dueFor({ archive, reader, holidays }: Asking, of: readonly Subscription[], days: number) {
  const from = reader.now.getTime();
  const to = from + days * 86_400_000;
  return due({ archive, subscriptions: of, holidays: holidays ?? new Set(), from, to });
}

/** The reminder that comes next, of one milestone where it is named. */
function nextReminder(asking: Asking, held: Subscription, milestone?: string): DueReminder {
  for (const post of dueFor(asking, [held], MOST_DAYS)) {
    if (post.kind !== 'reminder') continue;
    if (!milestone || post.occasion.milestone.id === milestone) return post;
  }
  throw new UserError('nothing-to-snooze');
}

function cronOf(written: string): string {
  try {
    readCron(written);
    return written;
  } catch (error) {
    if (error instanceof CronError) throw refused(`digest: ${error.message}`);
    throw error;
  }
}

function answer(asking: Asking, title: string, shown: readonly Subscription[]): Answer {
  const { book } = asking;
  const blocks: Block[] =
    shown.length > 0
      ? [{ kind: 'list', items: shown.map((s) => subscriptionItem(asking, s)) }]
      : [{ kind: 'text', spans: book.spans('reminders-card.none') }];
  return {
    reply: replyOf(asking, title, blocks),
    data: () => ({ subscriptions: shown }),
  };
}

function replyOf({ book }: Asking, title: string, blocks: Block[]): Reply {
  return { locale: book.locale, title: book.spans(title), blocks, actions: [] };
}
