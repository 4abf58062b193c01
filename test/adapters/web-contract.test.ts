/** The page as a door like the others, asked over HTTP as a browser without script asks. */
import { HttpServer } from '../../src/adapters/http/server.ts';
import { describeChatAdapter, type Seen, type UnderTest } from '../contract/chat-adapter.ts';
import { type Card, cardsOf, unescaped } from '../support/read-html.ts';
import { LOG, webAdapter } from '../support/web-page.ts';

describeChatAdapter('the page', {
  answersPrivately: false,
  async open(inbound): Promise<UnderTest> {
    const adapter = await webAdapter();
    await adapter.start(inbound);
    const server = new HttpServer({ host: '127.0.0.1', port: 0, routes: adapter.routes, log: LOG });
    const home = server.addressAt(await server.start());
    const shown = new WeakMap<Seen, Card>();
    const seen = (card: Card): Seen => {
      const labels = card.controls.map(({ label }) => label);
      const one = { text: card.text, labels, isPrivate: false };
      shown.set(one, card);
      return one;
    };
    const answered = async (address: string, init?: RequestInit): Promise<Seen> => {
      const answer = await fetch(new URL(address, home), init);
      const [card] = cardsOf(await answer.text());
      if (!card) throw new Error(`no answer at ${address}`);
      return seen(card);
    };
    return {
      adapter,
      channel: { channel: 'page' },
      type: (line) => answered(`/ask?${new URLSearchParams({ q: line, lang: 'en' })}`),
      async choose(card, label) {
        const control = shown.get(card)?.controls.find((c) => c.label === label);
        if (!control) throw new Error(`there is no "${label}"`);
        const { address, fields } = control;
        if (!fields) return answered(address);
        return answered(address, { method: 'POST', body: new URLSearchParams(fields) });
      },
      async messages({ channel }) {
        const answer = await fetch(new URL(`/posts?channel=${channel}`, home));
        return cardsOf(await answer.text()).map(seen);
      },
      async files(card) {
        const { drawings = [], saved = new Map() } = shown.get(card) ?? {};
        const pictures = drawings.map((drawing) => ({
          name: 'inline.svg',
          bytes: Buffer.from(drawing),
          alt: unescaped(/<title>([^<]*)/.exec(drawing)?.[1] ?? ''),
        }));
        const documents = [...saved].map(async ([name, address]) => {
          const answer = await fetch(new URL(address, home));
          return { name, bytes: Buffer.from(await answer.arrayBuffer()) };
        });
        return [...pictures, ...(await Promise.all(documents))];
      },
      otherWays: {
        'words without a slash': (line) => answered(`/ask?${new URLSearchParams({ q: line })}`),
      },
      close: () => server.stop(),
    };
  },
});
