/** What is written to the bot: mentions, direct messages, and replies in its threads. */
import type { types } from '@slack/bolt';
import { isAskable } from '../../chat/arguments/question.ts';
import { type Desk, replyOf, showing } from './desk.ts';
import { reasonOf } from './errors.ts';
import { unescaped } from './literal.ts';

/** As much of Slack's events as is read here. */
interface Written {
  readonly channel: string;
  readonly channel_type?: string | undefined;
  readonly user?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly subtype?: string | undefined;
  readonly text?: string | undefined;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly parent_user_id?: string | undefined;
  /** Of a message that was changed. Slack tells of its mention anew. */
  readonly edited?: unknown;
}

export interface Bot {
  readonly user: string;
}

/** A message that somebody wrote; the other kinds tell of joining, editing, pinning and the like. */
const WRITTEN = new Set([undefined, 'file_share', 'thread_broadcast']);

/** `<@U024BE7LH|name>`, `<#C024BE7LR|name>`, `<!subteam^S1|@name>`, `<https://x.org|label>` */
const TOKEN = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

export async function answerMention(
  desk: Desk,
  bot: Bot,
  event: types.AppMentionEvent,
  isRepeated: boolean,
): Promise<void> {
  const written = event as Written;
  if (!isFromSomeone(written, bot)) return;
  const thread = written.thread_ts ?? event.ts;
  // Seen: github.com/slackapi/bolt-js/issues/960. What was answered before it was changed stays answered.
  const mayBeAnswered = isRepeated || written.edited !== undefined;
  await answer(desk, written, asked(event.text, desk, bot), thread, mayBeAnswered);
}

export async function answerMessage(
  desk: Desk,
  bot: Bot,
  event: types.MessageEvent,
  isRepeated: boolean,
): Promise<void> {
  const written = event as Written;
  if (!isFromSomeone(written, bot)) return;
  const line = asked(written.text ?? '', desk, bot);
  const isDirect = written.channel_type === 'im' || written.channel_type === 'app_home';
  if (isDirect) return answer(desk, written, line, written.thread_ts, isRepeated);
  // In its threads people also talk to each other: only what begins with a command is for the bot, and
  // with one that records or sends anything only where it was meant as one.
  const isInOwnThread = written.thread_ts !== undefined && written.parent_user_id === bot.user;
  if (isInOwnThread && isCommand(line, desk)) {
    return answer(desk, written, line, written.thread_ts, isRepeated);
  }
  // A mention comes as such beside this. What else is said where the bot answered may go on from that.
  const isMention = (written.text ?? '').includes(`<@${bot.user}`);
  if (!isMention && written.thread_ts && desk.talks.has(talkOf(written))) {
    return answer(desk, written, line, written.thread_ts, isRepeated, true);
  }
}

const talkOf = ({ channel, thread_ts, ts }: Written): string => `${channel} ${thread_ts ?? ts}`;

const isFromSomeone = ({ user, bot_id, subtype }: Written, bot: Bot): boolean =>
  user !== undefined &&
  user !== bot.user &&
  user !== 'USLACKBOT' &&
  bot_id === undefined &&
  WRITTEN.has(subtype);

function isCommand(line: string, { spelling }: Desk): boolean {
  const [name = ''] = line.split(/\s/, 1);
  const command = spelling.command(name);
  return /^[/!]/.test(line) || (command !== undefined && isAskable(command));
}

/** Whoever is used to `/aide lastmeeting` writes `aide lastmeeting` where no slash commands run. */
function asked(text: string, { spelling }: Desk, bot: Bot): string {
  const line = lineOf(text, bot);
  const [, command = '', name = ''] = /^aide\s+((\S+)[\s\S]*)$/i.exec(line) ?? [];
  return spelling.command(name) ? command : line;
}

/** What follows the mention, or stands before it where nothing follows, as it was typed. */
export function lineOf(text: string, bot: Bot): string {
  const mention = new RegExp(`<@${bot.user}(?:\\|[^<>]*)?>`);
  const [before = '', ...after] = text.split(mention);
  const rest = after.join(' ');
  return unescaped((rest.trim() === '' ? before : rest).replace(TOKEN, asTyped))
    .replace(/^[\s:,،、：，]+/, '')
    .trim();
}

const asTyped = (_: string, kind: string, target: string, label?: string): string => {
  const name = label ?? target;
  return kind === '' || name.startsWith(kind) ? name : `${kind === '!' ? '@' : kind}${name}`;
};

/** Seen by everybody there, once, however often Slack sent the question. */
async function answer(
  desk: Desk,
  written: Written,
  line: string,
  thread: string | undefined,
  isRepeated: boolean,
  isAside = false,
): Promise<void> {
  const { channel, user, ts } = written;
  const { inbound, people, deliveries, enclosures, spelling, seen, talks, log } = desk;
  // A mention in a thread of the bot comes as a mention and as a message.
  const key = `answer-${channel}-${ts}`;
  if (!seen.claim(key)) return;
  const asker = {
    ...(await people.asker({ user: user as string, channel })),
    ...(thread !== undefined && { thread, isThreadStart: written.thread_ts === undefined }),
  };
  const request = { kind: 'line', line: line || 'help', isAside } as const;
  const outcome = await inbound.handle(request, asker);
  if (isAside && outcome.kind !== 'answered') return;
  if (thread !== undefined) talks.claim(talkOf(written));
  const reply = replyOf(outcome, spelling);
  const to = { channel, ...(thread !== undefined && { thread }) };
  try {
    const enclosed = await enclosures.enclose(reply);
    await deliveries.sendOnce(to, showing(enclosed, { spelling }), key, isRepeated);
    await enclosures.share(enclosed, to);
  } catch (error) {
    log.error({ channel, error: reasonOf(error) }, 'an answer could not be brought to Slack');
  }
}
