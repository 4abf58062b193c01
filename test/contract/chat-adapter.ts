/**
 * What every door must do, seen from where its user sits. A platform's own test calls this with a
 * way to sit there: for Slack and Discord the real client of the adapter against a protocol server
 * on loopback, for the console a stream.
 */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { Archive } from '../../src/archive/archive.ts';
import type { ChatAdapter, Destination, Inbound } from '../../src/chat/adapter.ts';
import { Dispatcher, type Outcome } from '../../src/chat/dispatcher.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import { plainText, type Reply, text } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { NO_RECORDS, reader } from '../support/asker.ts';

/** A message as its user sees it. */
export interface Seen {
  /** All text, without markup. */
  readonly text: string;
  /** Labels of buttons and of entries of menus, in order. */
  readonly labels: readonly string[];
  /** Whether only the user who asked sees it. */
  readonly isPrivate: boolean;
  /** The platform's id of the message, where it has one. */
  readonly message?: string | undefined;
}

/** A file as its user opens it. */
export interface SeenFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What a picture says to those who do not see it; missing where it is no picture. */
  readonly alt?: string | undefined;
}

/** A user of the platform, and the platform's faults at the tester's command. */
export interface UnderTest {
  readonly adapter: ChatAdapter;
  /** A channel, and where the platform has them a thread in one, to post to. */
  readonly channel: Destination;
  readonly thread?: Destination;
  /** Types a command where the platform takes them; resolves to what is answered. */
  type(line: string): Promise<Seen>;
  /** Presses the button, or chooses the entry, of a message with that label. */
  choose(seen: Seen, label: string): Promise<Seen>;
  /** Every message now in a channel or thread. */
  messages(at: Destination): Promise<readonly Seen[]>;
  /** What came with an answer; absent where no files can be shown, so that they are told. */
  files?(seen: Seen): Promise<readonly SeenFile[]>;
  /** Other ways to ask that the platform has: a mention, a direct message, a prefix. */
  readonly otherWays: Readonly<Record<string, (line: string) => Promise<Seen>>>;
  /** What the platform does to the next post, once; absent on a platform without a network. */
  readonly fault?: Readonly<
    Record<'applied-then-dropped' | 'bad-gateway' | 'hang' | 'rate-limited', () => void>
  >;
  /** Ends what this test started, after the adapter was stopped. */
  close(): Promise<void>;
}

export interface Door {
  /** Brings up the platform and the adapter, started with this inbound. */
  open(inbound: Inbound): Promise<UnderTest>;
  /** Whether answers to typed commands are private until shared. */
  readonly answersPrivately: boolean;
}

const NOW = '2026-11-22T09:00:00+09:00';

export function describeChatAdapter(name: string, door: Door): void {
  describe(`${name} is a door like the others`, () => {
    let holdings: Holdings;
    let outcomes: Outcome[];
    let at: UnderTest;

    beforeAll(async () => {
      holdings = await readSeeds('seeds');
    });
    beforeEach(async () => {
      outcomes = [];
      at = await door.open(inboundOf(holdings, outcomes));
    });
    afterEach(async () => {
      await at.adapter.stop();
      await at.close();
    });

    test.each(registry.commands.map((command) => [command.name, command.example]))(
      '/%s is answered: %s',
      async (command, example) => {
        const seen = await at.type(example);
        const [outcome] = outcomes;
        expect(outcome?.command).toBe(command);
        expect(squeezed(seen.text)).toContain(squeezed(plainText(outcome?.reply.title ?? [])));
        expect(seen.isPrivate).toBe(door.answersPrivately);
      },
    );

    test('the same question gives the same data as everywhere, for every command', async () => {
      const others = ['/lastmeeting wang-yi', '/lastmeeting cho', '/meetings nobody-of-that-name'];
      for (const line of [...registry.commands.map(({ example }) => example), ...others]) {
        await at.type(line);
        const here = outcomes.at(-1);
        const there = await dispatcherOf(holdings).dispatch(
          { kind: 'line', line },
          reader({ now: NOW }),
        );
        expect([line, JSON.stringify(here?.data())]).toEqual([line, JSON.stringify(there.data())]);
      }
    });

    test('it tells whether it is connected', async () => {
      expect(at.adapter.standing).toEqual({ isUp: true, made: 1 });
      await at.adapter.stop();
      expect(at.adapter.standing.isUp).toBe(false);
    });

    test('pages are turned, there and back', async () => {
      const book = phrasebook('en');
      const first = await at.type('/meetings kr with cn');
      const second = await at.choose(first, book.text('action.page-after'));
      expect(outcomes.at(-1)?.args.page).toBe(2);
      expect(second.text).not.toBe(first.text);
      const back = await at.choose(second, book.text('action.page-before'));
      expect(outcomes.at(-1)?.args.page).toBe(1);
      expect(squeezed(back.text)).toContain(squeezed(first.text).slice(0, 200));
    });

    test('an ambiguous name is a choice, and what is chosen is answered', async () => {
      const seen = await at.type('/lastmeeting cho');
      expect(seen.labels).toEqual(expect.arrayContaining(['Cho Hyun', 'Cho Tae-yul']));
      const chosen = await at.choose(seen, 'Cho Hyun');
      expect(outcomes.at(-1)?.args).toMatchObject({ person: 'cho-hyun' });
      expect(chosen.text).toContain('Cho Hyun');
    });

    test('what cannot be understood gets its one line', async () => {
      expect((await at.type('/lastmeeting xyzzy')).text).toContain('knows no person');
    });

    test('every other way to ask is answered too', async () => {
      for (const [way, ask] of Object.entries(at.otherWays)) {
        const seen = await ask('lastmeeting wang-yi');
        expect([way, outcomes.at(-1)?.command]).toEqual([way, 'lastmeeting']);
        expect(seen.text).toContain('Beijing');
      }
    });

    test('a picture arrives with its alternative text', async () => {
      const seen = await at.type('/timeline kr with cn from 2020');
      const picture = outcomes.at(-1)?.reply.picture;
      if (!picture) throw new Error('a timeline has a picture');
      if (!at.files) return expect(squeezed(seen.text)).toContain(squeezed(picture.alt));
      const shown = (await at.files(seen)).filter(({ alt }) => alt !== undefined);
      expect(shown.map(({ alt }) => alt)).toEqual([picture.alt]);
      const { width, height } = sizeOf(shown[0] as SeenFile);
      const { drawing } = picture;
      expect(width / height).toBeCloseTo(drawing.width / drawing.height, 2);
      expect(width).toBeGreaterThanOrEqual(drawing.width);
    });

    test('a document arrives whole', async () => {
      const seen = await at.type('/brief cho-hyun with wang-yi');
      const documents = outcomes.at(-1)?.reply.documents ?? [];
      expect(documents.length).toBeGreaterThan(0);
      const files = await at.files?.(seen);
      for (const { name, text: whole } of documents) {
        if (!files) expect(seen.text).toContain(name);
        else expect(files.find((f) => f.name === name)?.bytes.toString('utf8')).toBe(whole);
      }
    });

    const places = (): Destination[] => (at.thread ? [at.channel, at.thread] : [at.channel]);

    test('a post is found by its key, and by no other', async () => {
      for (const place of places()) {
        const delivery = await at.adapter.send(place, post('first'), 'key-1');
        await at.adapter.send(place, post('second'), 'key-2');
        expect(await at.adapter.findDelivery(place, 'key-1')).toEqual(delivery);
        expect(await at.adapter.findDelivery(place, 'key-3')).toBeUndefined();
        const there = (await at.messages(place)).map((m) => m.text).join('\n');
        expect(there).toContain('first');
        expect(there).toContain('second');
      }
    });

    test('a post whose answer was lost is found, and there once', async () => {
      for (const [fault, strike] of Object.entries(at.fault ?? {})) {
        for (const [i, place] of places().entries()) {
          const key = `lost-${fault}-${i}`;
          strike();
          const error = await at.adapter.send(place, post(key), key).then(
            () => undefined,
            (e: unknown) => e,
          );
          if (error) expect(error).toMatchObject({ name: 'DeliveryError' });
          const posted = (await at.messages(place)).filter((m) => m.text.includes(key));
          const found = await at.adapter.findDelivery(place, key);
          expect([fault, posted.length]).toEqual([fault, found ? 1 : 0]);
          // Whoever sends again only where nothing is found has it there once.
          if (!found) await at.adapter.send(place, post(key), key);
          const after = (await at.messages(place)).filter((m) => m.text.includes(key));
          expect([fault, after.length]).toEqual([fault, 1]);
        }
      }
    });
  });
}

const post = (words: string): Reply => ({
  locale: 'en',
  title: [text(words)],
  blocks: [],
  actions: [],
  asked: { command: 'status', args: {} },
});

/** Of a PNG file in pixels, of an SVG file as it says. */
function sizeOf({ bytes }: SeenFile): { width: number; height: number } {
  if (bytes.subarray(1, 4).toString() === 'PNG') {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  const [, width, height] =
    /<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(String(bytes)) ?? [];
  return { width: Number(width), height: Number(height) };
}

const squeezed = (words: string): string => words.replace(/\s+/g, ' ').trim();

function dispatcherOf(holdings: Holdings): Dispatcher {
  const archive = new Archive(structuredClone(holdings));
  return new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    report: (fault) => {
      throw fault;
    },
  });
}

/** Answers at a fixed moment, and keeps what it answered. */
function inboundOf(holdings: Holdings, outcomes: Outcome[]): Inbound {
  const dispatcher = dispatcherOf(holdings);
  return {
    async handle(request) {
      const outcome = await dispatcher.dispatch(request, reader({ now: NOW }));
      outcomes.push(outcome);
      return outcome;
    },
    complete: () => [],
  };
}
