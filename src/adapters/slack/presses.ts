/** Buttons and menus: the answer changes in its place; sharing posts it for everybody. */
import { createHash } from 'node:crypto';
import type { BlockAction, RespondFn } from '@slack/bolt';
import type { Asker, DeliveryError } from '../../chat/adapter.ts';
import { takesPlace } from '../../chat/dispatcher.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import { supportedLocale } from '../../domain/locale.ts';
import { type Desk, mayBeShared, replyOf, showing } from './desk.ts';
import type { Enclosed } from './enclosures.ts';
import { deliveryError } from './errors.ts';
import type { InTurn } from './in-turn.ts';
import { carriedBy, ELEMENT, type Pressed, unpacked } from './payload.ts';
import type { Place } from './private-answers.ts';
import { renderReply } from './render.ts';

interface Press extends Pressed {
  readonly element: string;
  readonly place: Place;
  /** The message in which it was pressed. */
  readonly message: string;
  readonly shownAt: Date;
  readonly isPrivate: boolean;
  readonly value: string;
}

export async function answerPress(
  desk: Desk,
  inTurn: InTurn,
  body: BlockAction,
  respond: RespondFn,
): Promise<void> {
  const press = pressOf(body, respond);
  if (!press) return tellStale(desk, body, respond);
  const { user, channel } = press.place;
  const { name, username } = body.user;
  const under = { place: channel, message: press.message, at: press.shownAt };
  const known = {
    ...(await desk.people.asker({ user, channel, name: name ?? username })),
    under,
  };
  // What everybody reads keeps its language, whoever presses.
  const asker = press.isPrivate ? known : { ...known, locale: press.locale };
  // Two presses in quick succession: the later one is what stands there in the end.
  await inTurn.run(`${channel} ${press.message}`, () =>
    isA(press, ELEMENT.share) ? share(desk, press, known) : ask(desk, press, asker),
  );
}

/** A button of another version: whoever pressed it is told to ask again. */
async function tellStale(
  { people, privately, log }: Desk,
  body: BlockAction,
  respond: RespondFn,
): Promise<void> {
  log.warn({}, 'a button of Slack carried nothing that is understood');
  const place = placeOf(body, respond);
  if (!place) return;
  const { locale: told = '' } = await people.asker(place);
  const locale = supportedLocale(told) ?? 'en';
  await privately.line(place, phrasebook(locale).text('error.stale-button'), locale);
}

const isA = ({ element }: Press, name: string): boolean => element.startsWith(`${name}:`);

function pressOf(body: BlockAction, respond: RespondFn): Press | undefined {
  const [action] = body.actions;
  const value = carriedBy(action);
  const pressed = unpacked(value);
  const { message_ts, is_ephemeral } = body.container as Container;
  const place = placeOf(body, respond);
  if (!action || !value || !pressed || !place || !message_ts) return undefined;
  return {
    ...pressed,
    value,
    element: action.action_id,
    message: message_ts,
    shownAt: dateOf((body.message?.edited as { ts?: string } | undefined)?.ts ?? message_ts),
    isPrivate: is_ephemeral === true,
    place,
  };
}

interface Container {
  readonly channel_id?: string;
  readonly message_ts?: string;
  readonly thread_ts?: string;
  readonly is_ephemeral?: boolean;
}

function placeOf({ container, channel: at, user }: BlockAction, respond: RespondFn) {
  const { channel_id, message_ts, thread_ts } = container as Container;
  const channel = channel_id ?? at?.id;
  if (!channel) return undefined;
  // A message under which a thread was begun bears its own time there.
  const thread = thread_ts === message_ts ? undefined : thread_ts;
  return { channel, user: user.id, thread, respond } satisfies Place;
}

/** The end of the second in which a message was shown: what stands behind the point only counts. */
const dateOf = (ts: string): Date => new Date((Math.floor(Number(ts)) + 1) * 1000 - 1);

async function ask(desk: Desk, press: Press, asker: Asker): Promise<void> {
  const { inbound, deliveries, privately, enclosures, spelling, log } = desk;
  const { place, message, isPrivate } = press;
  const outcome = await inbound.handle({ kind: 'named', ...press.invocation }, asker);
  const reply = replyOf(outcome, spelling);
  const share = mayBeShared(outcome, asker, spelling);
  const forOne = async () =>
    showing(await enclosures.encloseFor(place.user, reply), { spelling, share });
  // An answer is not given up for an error, nor for what is said of it; what a list opens stands
  // beside the list.
  const isAside = spelling.command(press.invocation.command)?.isAboutAnswers;
  if (isAside || isA(press, ELEMENT.open) || !takesPlace(outcome)) {
    return privately.tell(place, await forOne(), reply.locale);
  }
  if (isPrivate) return privately.replace(place, await forOne());
  const forAll = await enclosures.enclose(reply);
  const error = await deliveries.edit(place.channel, message, showing(forAll, { spelling }));
  if (!error) {
    await enclosures.share(forAll, { channel: place.channel, thread: place.thread ?? message });
    return;
  }
  log.warn({ error: error.message }, 'a message could not be edited; its reader is answered alone');
  await privately.tell(place, await forOne(), reply.locale);
}

/** Asks again and posts the answer, once for each answer that is shared. */
async function share(desk: Desk, press: Press, asker: Asker): Promise<void> {
  const { inbound, privately, enclosures, spelling, seen } = desk;
  const { place, invocation, message, value } = press;
  const digest = createHash('sha256').update(value).digest('hex').slice(0, 16);
  const key = `share-${place.channel}-${message}-${digest}`;
  if (!seen.claim(key)) return;
  if (spelling.command(invocation.command)?.role !== undefined) return;
  const outcome = await inbound.handle({ kind: 'named', ...invocation }, asker);
  const reply = replyOf(outcome, spelling);
  const book = phrasebook(reply.locale);
  if (outcome.kind !== 'answered') {
    seen.release(key);
    const renders = (size: number) => renderReply(reply, { spelling, size });
    return privately.tell(place, renders, reply.locale);
  }
  const remark = book.text('slack.shared-by', { name: asker.name });
  const enclosed = await enclosures.enclose(reply);
  const failed = await posted(desk, place, key, enclosed, remark);
  if (!failed) {
    const shared = book.text('slack.shared');
    return privately.replace(place, (size) =>
      renderReply(reply, { spelling, remark: shared, size }),
    );
  }
  if (failed.kind !== 'unknown') seen.release(key);
  const words =
    failed.kind === 'unknown'
      ? book.text('slack.share-unsure')
      : book.text('slack.share-refused', { reason: failed.message });
  await privately.line(place, words, reply.locale);
}

/** Where the bot is no member, Slack still lets it answer through the address of the press. */
const NO_MEMBER = new Set(['not_in_channel', 'channel_not_found']);

async function posted(
  { deliveries, privately, enclosures, spelling }: Desk,
  place: Place,
  key: string,
  enclosed: Enclosed,
  remark: string,
): Promise<DeliveryError | undefined> {
  const { channel } = place;
  const renders = showing(enclosed, { spelling, remark });
  try {
    const { message } = await deliveries.sendOnce({ channel }, renders, key);
    await enclosures.share(enclosed, { channel, thread: message });
    return undefined;
  } catch (thrown) {
    const error = deliveryError(thrown);
    return NO_MEMBER.has(error.message) ? privately.publish(place, renders) : error;
  }
}
