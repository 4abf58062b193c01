import { party } from '../chat/arguments/party.ts';
import { choice, integer, listOfIntegers, word } from '../chat/arguments/plain.ts';
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
import { due, occasionKeyOf } from '../schedule/due.ts';
import { reminderLine } from '../schedule/reminder.ts';
import { freeId, removal } from '../schedule/subscriptions.ts';

const ACTIONS = ['list', 'add', 'pause', 'resume', 'snooze', 'remove', 'preview'] as const;

const parameters = {
  what: required({ ...choice(ACTIONS, 'reminders'), takes: 'word' as const }),
  subscription: optional(word),
  channel: optional(word),
  who: optional(party()),
  with: optional(party()),
  topic: optional(topic),
  milestone: optional(word),
  leads: optional(listOfIntegers(0, 400)),
  hour: optional(word),
  zone: optional(word),
  language: optional(choice(LOCALES, 'language')),
  quiet: optional(choice(quietDays.options, 'quiet')),
  digest: optional(word),
  days: optional(integer(1, 400)),
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

  async add(asking, args) {
    const { archive, reader, records } = asking;
    const channel = channelOf(asking, args);
    const wantsDigest = args.digest !== undefined;
    const made = subscriptionSchema.safeParse({
      id: args.subscription ?? freeId(archive, channel),
      channel,
      zone: args.zone ?? reader.zone,
      locale: args.language ?? reader.locale,
      hour: args.hour ?? '09:00',
      ...(wantsDigest
        ? { digest: { cron: cronOf(args.digest as string), sections: [...DIGEST_SECTIONS] } }
        : {
            reminders: {
              leads: args.leads ?? [...DEFAULT_LEADS],
              which: whichOf(args),
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
    if (archive.record('subscription', made.data.id)) {
      throw refused(`subscription: "${made.data.id}" is there already`);
    }
    await put(asking, null, made.data);
    return answer(asking, 'reminders-card.added', [made.data]);

    function put(a: Asking, before: Subscription | null, after: Subscription) {
      const change = { type: 'subscription', id: after.id, before, after } as Change;
      return records.commit([change], { author: a.reader.author, at: a.reader.now });
    }
  },

  pause: (asking, args) =>
    changed(asking, args, 'reminders-card.paused', (held) => ({
      ...held,
      paused: asking.reader.now.toISOString(),
    })),

  /** What fell meanwhile is not made up for. */
  resume: (asking, args) =>
    changed(asking, args, 'reminders-card.resumed', ({ paused: _, ...held }) => ({
      ...held,
      since: asking.reader.now.toISOString(),
    })),

  snooze(asking, args) {
    const { reader } = asking;
    const until = new Date(reader.now.getTime() + (args.days ?? 1) * 86_400_000).toISOString();
    return changed(asking, args, 'reminders-card.snoozed', (held) => {
      const next = nextOccasion(asking, held, args.milestone);
      const others = (held.snoozed ?? []).filter(
        (s) => s.occasion !== next && s.until > reader.now.toISOString(),
      );
      return { ...held, snoozed: [...others, { occasion: next, until }] };
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
    const { archive, book, reader } = asking;
    const shown = subscriptionsOf(asking, channelOf(asking, args));
    const from = reader.now.getTime();
    const posts = due(archive, shown, new Set(), from, from + (args.days ?? 60) * 86_400_000);
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

/** The occasion whose reminder comes next, of one milestone where it is named. */
function nextOccasion({ archive, reader }: Asking, held: Subscription, milestone?: string): string {
  const from = reader.now.getTime();
  const next = due(archive, [held], new Set(), from, from + 400 * 86_400_000).find(
    (post) => post.kind === 'reminder' && (!milestone || post.occasion.milestone.id === milestone),
  );
  if (next?.kind !== 'reminder') throw new UserError('nothing-to-snooze');
  return occasionKeyOf(next.occasion);
}

function whichOf({ who, with: other, topic: about, milestone }: Args) {
  if (who && other) return { pair: [who.id, other.id] };
  return {
    ...(who?.type === 'person' && { person: who.id }),
    ...(who && who.type !== 'person' && { body: who.id }),
    ...(about !== undefined && { topic: about }),
    ...(milestone !== undefined && { milestone }),
  };
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
