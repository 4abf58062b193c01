import type { Inbound } from '../../../src/chat/adapter.ts';
import { describeChatAdapter, type Seen, type UnderTest } from '../../contract/chat-adapter.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { labelsOf } from '../../fakes/discord/person.ts';
import { FLAG, type Json, type Message } from '../../fakes/discord/world.ts';
import { formOf, sit } from './sitting.ts';

const seen = (message: Message): Seen => ({
  text: textOf(message),
  labels: labelsOf(message),
  isPrivate: (message.flags & FLAG.ephemeral) !== 0,
  message: message.id,
});

describeChatAdapter('Discord', {
  answersPrivately: true,
  async open(inbound: Inbound): Promise<UnderTest> {
    const sitting = await sit(inbound);
    const { discord, person, channel, thread, direct } = sitting;
    const { world, faults } = discord;
    const inDirect = sitting.seat({ channel: direct });
    return {
      adapter: sitting.adapter,
      channel: { channel: channel.id },
      thread: { channel: channel.id, thread: thread.id },
      async type(line) {
        const { name, options } = formOf(line);
        return seen(await person.runs(name, options));
      },
      async choose(card, label) {
        const message = world.message(String(card.message));
        if (!message) throw new Error('the message is gone');
        return seen(await person.presses(message, label));
      },
      async messages(at) {
        return world.history(at.thread ?? at.channel).map(seen);
      },
      async files({ message }) {
        const { attachments = [], embeds = [] } = world.message(String(message)) ?? {};
        return attachments.map((file) => {
          const isShown = embeds.some(({ image }) => (image as Json | undefined)?.url === file.url);
          const { filename: name, description: alt } = file;
          return { name, bytes: world.bytesOf(file), ...(isShown && { alt }) };
        });
      },
      otherWays: {
        mention: async (line) => seen(await person.asks(`<@${world.bot.id}> ${line}`)),
        'mention in a thread': async (line) =>
          seen(await sitting.seat({ channel: thread }).asks(`<@${world.bot.id}> ${line}`)),
        'direct message': async (line) => seen(await inDirect.asks(line)),
        prefix: async (line) => seen(await person.asks(`!${line}`)),
        'command in a direct message': async (line) => {
          const { name, options } = formOf(line);
          return seen(await inDirect.runs(name, options));
        },
      },
      fault: {
        'applied-then-dropped': () =>
          faults.strike('create-message', { kind: 'applied-then-dropped' }),
        'bad-gateway': () =>
          faults.strike('create-message', { kind: 'applied-then-status', status: 502 }),
        hang: () => faults.strike('create-message', { kind: 'hang' }),
        'rate-limited': () =>
          faults.strike('create-message', { kind: 'rate-limited', retryAfter: 0.2 }),
      },
      close: () => sitting.close(),
    };
  },
});
