/** What is at hand wherever a question is answered. */
import type { types } from '@slack/bolt';
import type { Asker, Inbound } from '../../chat/adapter.ts';
import type { Outcome } from '../../chat/dispatcher.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Log } from '../../chat/reception.ts';
import { code, joined, type Reply, text } from '../../chat/reply.ts';
import type { Deliveries, Renders } from './deliveries.ts';
import type { Enclosed, Enclosures } from './enclosures.ts';
import { BOT_NAME } from './manifest.ts';
import { ELEMENT } from './payload.ts';
import type { People } from './people.ts';
import type { PrivateAnswers } from './private-answers.ts';
import { type Message, type Rendering, renderReply } from './render.ts';
import type { Seen } from './seen.ts';
import { GROUP, type Spelling } from './spelling.ts';

export interface Desk {
  readonly inbound: Inbound;
  readonly people: People;
  readonly deliveries: Deliveries;
  readonly privately: PrivateAnswers;
  readonly enclosures: Enclosures;
  readonly spelling: Spelling;
  readonly seen: Seen;
  /** The threads in which it answered. */
  readonly talks: Seen;
  readonly log: Log;
}

/** The answer as it is told here: help says how commands are reached in Slack. */
export function replyOf({ command, reply }: Outcome, spelling: Spelling): Reply {
  if (command !== 'help' || reply.error) return reply;
  const own = spelling.slashCommands.filter((name) => name !== GROUP).map((name) => [code(name)]);
  const spans = phrasebook(reply.locale).spans('slack.help', {
    commands: own.length > 0 ? joined(own, text(', ')) : text('–'),
    bot: code(`@${BOT_NAME}`),
  });
  return { ...reply, blocks: [...reply.blocks, { kind: 'note', tone: 'info', spans }] };
}

/** The answer at whatever size, with its picture or without. */
export const showing =
  ({ reply, bare, picture, remark }: Enclosed, rendering: Rendering): Renders =>
  (size, isBare = false) =>
    renderReply(isBare ? bare : reply, {
      ...(remark !== undefined && { remark }),
      ...rendering,
      size,
      ...(!isBare && { picture }),
    });

/** What is pressed under a post is shown beside it: the post stays as it was posted. */
export const staying = (message: Message): Message => ({
  ...message,
  blocks: message.blocks.map((block) =>
    block.type === 'actions' ? { ...block, elements: block.elements.map(beside) } : block,
  ),
});

const beside = <E extends types.ActionsBlock['elements'][number]>(element: E): E => ({
  ...element,
  action_id: element.action_id?.replace(`${ELEMENT.ask}:`, `${ELEMENT.open}:`),
});

/** Sharing asks again: so only what changes nothing is shared, and only where others read. */
export const mayBeShared = (
  { kind, command }: Outcome,
  { channel }: Asker,
  spelling: Spelling,
): boolean =>
  kind === 'answered' &&
  channel !== undefined &&
  command !== null &&
  spelling.command(command)?.role === undefined;
