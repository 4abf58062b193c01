/** Slash commands: answered to the one who asked alone, who may then share the answer. */
import type { RespondFn, SlashCommand } from '@slack/bolt';
import { type Desk, mayBeShared, replyOf, showing } from './desk.ts';
import { unescaped } from './literal.ts';

export async function answerCommand(
  desk: Desk,
  command: SlashCommand,
  respond: RespondFn,
): Promise<void> {
  const { inbound, people, privately, enclosures, spelling } = desk;
  const { channel_id: channel, user_id: user, user_name: name } = command;
  const asker = await people.asker({ user, name, channel });
  const line = spelling.lineOf(command.command, unescaped(command.text ?? ''));
  const outcome = await inbound.handle({ kind: 'line', line }, asker);
  const reply = replyOf(outcome, spelling);
  const share = mayBeShared(outcome, asker, spelling);
  const enclosed = await enclosures.encloseFor(user, reply);
  const renders = showing(enclosed, { spelling, share });
  await privately.tell({ channel, user, respond }, renders, reply.locale);
}
