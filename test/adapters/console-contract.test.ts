import { PassThrough } from 'node:stream';
import { ConsoleAdapter } from '../../src/adapters/console/prompt.ts';
import { renderReply, type Terminal } from '../../src/adapters/console/render.ts';
import type { Inbound } from '../../src/chat/adapter.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { describeChatAdapter, type Seen, type UnderTest } from '../contract/chat-adapter.ts';

const TERMINAL: Terminal = { columns: 100, colour: false, links: false };

const seen = (text: string): Seen => ({
  text,
  labels: [...text.matchAll(/^\[\d+\] (.*)$/gm)].map(([, label = '']) => label),
  isPrivate: false,
});

describeChatAdapter('the console', {
  answersPrivately: false,
  async open(inbound: Inbound): Promise<UnderTest> {
    const input = new PassThrough();
    const output = new PassThrough();
    let shown = '';
    output.on('data', (chunk) => {
      shown += chunk;
    });
    let answered = (): void => undefined;
    const adapter = new ConsoleAdapter({
      input,
      output,
      terminal: () => TERMINAL,
      asker: { platform: 'console', user: 'owner', name: 'owner' },
      complete: () => [[], ''],
      history: [],
      greeting: { locale: 'en', title: [], blocks: [], actions: [] } satisfies Reply,
    });
    await adapter.start({
      ...inbound,
      async handle(request, asker) {
        const outcome = await inbound.handle(request, asker);
        const card = renderReply(outcome.reply, TERMINAL);
        queueMicrotask(() => waitFor(() => shown.endsWith(`${card}\n`), answered));
        return outcome;
      },
    });
    const type = (line: string) =>
      new Promise<Seen>((resolve) => {
        shown = '';
        answered = () => resolve(seen(shown));
        input.write(`${line}\n`);
      });
    const posts: string[] = [];
    return {
      adapter,
      channel: { channel: 'terminal' },
      type,
      choose: (card, label) =>
        type(
          /\[(\d+)\]/.exec(card.text.split('\n').find((l) => l.endsWith(label)) ?? '')?.[1] ?? '',
        ),
      async messages() {
        posts.push(shown);
        return [seen(posts.join('\n'))];
      },
      otherWays: {},
      async close() {
        input.end();
      },
    };
  },
});

function waitFor(condition: () => boolean, then: () => void): void {
  if (condition()) then();
  else setImmediate(() => waitFor(condition, then));
}
