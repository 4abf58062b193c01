/** The adapter with the real Bolt client is a door like the others. */

import { describeChatAdapter, type Seen, type UnderTest } from '../../contract/chat-adapter.ts';
import type { Fault } from '../../fakes/slack/faults.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom, seen } from './newsroom.ts';

describeChatAdapter('Slack', {
  answersPrivately: true,
  async open(inbound): Promise<UnderTest> {
    const room = await Newsroom.open({ calls: { timeout: 1500 } });
    const { server, hands } = room;
    const { workspace } = server;
    const adapter = await room.start(inbound);
    const begun = await hands.say(MINA, DESK, 'What do we know?');
    const strike = (fault: Fault) => () => server.faults.strike('chat.postMessage', fault);
    const shown = new Map<string, Message>();
    const keep = async (message: Promise<Message>): Promise<Seen> => {
      const told = await message;
      shown.set(told.ts, told);
      return seen(told);
    };
    return {
      adapter,
      channel: { channel: DESK },
      thread: { channel: DESK, thread: begun.ts },
      type: (line) => keep(room.type(line)),
      choose: ({ message = '' }, label) => keep(room.press(shown.get(message) as Message, label)),
      async messages({ channel, thread }) {
        const there = thread ? workspace.thread(channel, thread) : workspace.history(channel);
        return there.map(seen);
      },
      async files({ message = '' }) {
        const { all } = server.files;
        const told = shown.get(message);
        const pictures = (told?.blocks ?? []).flatMap(({ slack_file: shows, alt_text: alt }) => {
          const file = all.get(String((shows as { id?: string } | undefined)?.id));
          return file?.bytes ? [{ name: file.name, bytes: file.bytes, alt: String(alt) }] : [];
        });
        const shared = workspace
          .history(workspace.directMessages(MINA).id)
          .flatMap(({ files = [] }) => files.flatMap((id) => all.get(id) ?? []));
        const documents = shared.map(({ title, bytes = Buffer.alloc(0) }) => ({
          name: title,
          bytes,
        }));
        return [...pictures, ...documents];
      },
      otherWays: {
        'a mention': (line) => keep(room.say(`<@${BOT.user}> ${line}`)),
        'a mention in a thread': (line) =>
          keep(room.say(`<@${BOT.user}> ${line}`, { thread: begun.ts })),
        'a direct message': (line) =>
          keep(room.say(line, { channel: workspace.directMessages(MINA).id })),
        async 'a reply in a thread of the bot'(line) {
          const post = await room.say(`<@${BOT.user}> status`);
          const parent = await adapter.send(
            { channel: DESK },
            { locale: 'en', title: [{ kind: 'text', text: 'Digest' }], blocks: [], actions: [] },
            'digest',
          );
          if (!post.threadTs) throw new Error('a mention is answered in a thread');
          return keep(room.say(line, { thread: parent.message }));
        },
      },
      fault: {
        'applied-then-dropped': strike({ kind: 'applied-then-dropped' }),
        'bad-gateway': strike({ kind: 'applied-then-status', status: 502 }),
        hang: strike({ kind: 'hang' }),
        'rate-limited': strike({ kind: 'rate-limited', retryAfter: 1 }),
      },
      close: () => room.close(),
    };
  },
});
