/** Slash commands: answered to the one who asked alone, who may then share the answer. */
import type { RespondFn, SlashCommand } from '@slack/bolt';
import { type Desk, mayBeShared, replyOf } from './desk.ts';
import { unescaped } from './literal.ts';
import { renderReply } from './render.ts';

export async function answerCommand(
  desk: Desk,
  command: SlashCommand,
  respond: RespondFn,
): Promise<void> {
  const { inbound, people, privately, spelling } = desk;
  const { channel_id: channel, user_id: user, user_name: name } = command;
  const asker = await people.asker({ user, name, channel });
  const line = spelling.lineOf(command.command, unescaped(command.text ?? ''));
  const outcome = await inbound.handle({ kind: 'line', line }, asker);
  const reply = replyOf(outcome, spelling);
  const share = mayBeShared(outcome, asker, spelling);
  await privately.tell(
    { channel, user, respond },
    (size) => renderReply(reply, { spelling, share, size }),
    reply.locale,
  );
}
