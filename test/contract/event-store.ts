/** What every store must do. A store's own test calls this with how it is opened. */
import { describe, expect, test } from 'vitest';
import { type EventStore, type HistoryEntry, StaleChange } from '../../src/archive/event-store.ts';
import type { Change, RecordOf } from '../../src/domain/record/record.ts';
import { Random } from '../support/random.ts';

export interface StoreUnderTest {
  /** Opens the store of one place; opened again, it must hold what was acknowledged. */
  open(): Promise<EventStore>;
}

const by = { author: 'tester', at: new Date('2026-01-01T00:00:00Z') };

const topic = (id: string, en = id): RecordOf<'topic'> => ({ id, name: { en } });
const put = (after: RecordOf<'topic'>, before: RecordOf<'topic'> | null = null): Change =>
  ({ type: 'topic', id: after.id, before, after }) as Change;

export function describeEventStore(name: string, place: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps records`, () => {
    test('an empty store holds nothing', async () => {
      const store = await (await place()).open();
      expect((await store.load()).topic).toEqual([]);
      await store.close();
    });

    test('what was accepted is held, and still is when it is opened again', async () => {
      const under = await place();
      const store = await under.open();
      await store.commit([put(topic('b')), put(topic('a'))], by);
      expect((await store.load()).topic).toEqual([topic('a'), topic('b')]);
      await store.close();
      const again = await under.open();
      expect((await again.load()).topic).toEqual([topic('a'), topic('b')]);
      await again.close();
    });

    test('a record is changed and removed', async () => {
      const store = await (await place()).open();
      await store.commit([put(topic('a')), put(topic('b'))], by);
      await store.commit([put(topic('a', 'A!'), topic('a'))], by);
      await store.commit([{ type: 'topic', id: 'b', before: topic('b'), after: null }], by);
      expect((await store.load()).topic).toEqual([topic('a', 'A!')]);
      await store.close();
    });

    test('a change to a record that has changed since is refused, and nothing of it is kept', async () => {
      const under = await place();
      const store = await under.open();
      await store.commit([put(topic('a'))], by);
      await store.commit([put(topic('a', 'second'), topic('a'))], by);
      const stale = [put(topic('new')), put(topic('a', 'third'), topic('a'))];
      await expect(store.commit(stale, by)).rejects.toThrow(StaleChange);
      const held = [topic('a', 'second')];
      expect((await store.load()).topic).toEqual(held);
      await store.close();
      const again = await under.open();
      expect((await again.load()).topic).toEqual(held);
      await again.close();
    });

    test('of many changes made at once to one record, one is accepted', async () => {
      const store = await (await place()).open();
      await store.commit([put(topic('a'))], by);
      const tries = Array.from({ length: 20 }, (_, i) =>
        store.commit([put(topic('a', `try ${i}`), topic('a'))], by),
      );
      const outcomes = await Promise.allSettled(tries);
      expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
      await store.close();
    });

    test('texts come back to the letter', async () => {
      const under = await place();
      const store = await under.open();
      const odd = topic('odd', '왕이 王毅 \u{1F1F0}\u{1F1F7} "quoted" \\ \u2028 ﷽ é é');
      await store.commit([put(odd)], by);
      await store.close();
      const again = await under.open();
      expect((await again.load()).topic).toEqual([odd]);
      await again.close();
    });

    test('its history tells every change of a record: who, when, from what to what', async () => {
      const under = await place();
      const store = await under.open();
      const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
      await store.commit([put(topic('a')), put(topic('b'))], { author: 'ann', at: at(1) });
      await store.commit([put(topic('a', 'A!'), topic('a'))], { author: 'bo', at: at(2) });
      await store.commit([put(topic('a'), topic('a', 'A!'))], {
        author: 'ann',
        at: at(3),
        undoes: 3,
      });
      await store.close();
      const again = await under.open();
      const history = await again.history('topic', 'a');
      expect(history).toEqual([
        { n: 1, at: at(1), author: 'ann', type: 'topic', id: 'a', before: null, after: topic('a') },
        {
          n: 3,
          at: at(2),
          author: 'bo',
          type: 'topic',
          id: 'a',
          before: topic('a'),
          after: topic('a', 'A!'),
        },
        {
          n: 4,
          at: at(3),
          author: 'ann',
          type: 'topic',
          id: 'a',
          before: topic('a', 'A!'),
          after: topic('a'),
          undoes: 3,
        },
      ]);
      expect((await again.changes()).map((entry) => entry.n)).toEqual([1, 2, 3, 4]);
      await again.close();
    });

    test('any past state is rebuilt as it was', async () => {
      const store = await (await place()).open();
      const states: unknown[] = [];
      const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
      let held: RecordOf<'topic'> | null = null;
      for (let i = 0; i < 10; i++) {
        const next: RecordOf<'topic'> = topic('a', `state ${i}`);
        await store.commit([put(next, held), put(topic(`t${i}`))], { author: 'ann', at: at(i) });
        held = next;
        states.push((await store.load()).topic);
      }
      for (const [i, state] of states.entries()) {
        expect((await store.asOf(at(i))).topic).toEqual(state);
      }
      expect((await store.asOf(at(-1))).topic).toEqual([]);
      await store.close();
    });

    test('of changes made by chance each history, author and past day is told as all changes tell it', async () => {
      const random = new Random(7);
      const under = await place();
      let store = await under.open();
      const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
      const held = new Map<string, RecordOf<'topic'>>();
      const states: unknown[] = [];
      for (let minute = 0; minute < 60; minute++) {
        const commit = new Map<string, Change>();
        for (let i = random.between(1, 3); i > 0; i--) {
          const id = random.pick(['a', 'b', 'c', 'd', 'e']);
          const before = held.get(id) ?? null;
          const after = before && random.chance(0.3) ? null : topic(id, `${minute}.${i}`);
          if (commit.has(id)) continue;
          commit.set(id, { type: 'topic', id, before, after } as Change);
        }
        for (const { id, after } of commit.values()) {
          if (after) held.set(id, after as RecordOf<'topic'>);
          else held.delete(id);
        }
        const author = random.pick(['ann', 'bo']);
        await store.commit([...commit.values()], { author, at: at(minute) });
        states.push((await store.load()).topic);
        // Asked early, so that what is told must be kept up with what comes.
        if (minute === 20) expect(await store.history('topic', 'z')).toEqual([]);
        if (minute === 40) {
          await store.close();
          store = await under.open();
        }
      }
      const all = await store.changes();
      expect(all.map(({ n }) => n)).toEqual(all.map((_, i) => i + 1));
      for (const id of ['a', 'b', 'c', 'd', 'e']) {
        const own = all.filter((entry) => entry.id === id);
        expect(await store.history('topic', id)).toEqual(own);
        expect(await store.revision('topic', id)).toEqual({
          n: own.at(-1)?.n,
          at: own.at(-1)?.at,
          author: own.at(-1)?.author,
          count: own.length,
        });
      }
      for (const author of ['ann', 'bo', 'nobody']) {
        const told: HistoryEntry[] = [];
        for await (const entry of store.changesBy(author)) told.push(entry);
        expect(told.reverse()).toEqual(all.filter((entry) => entry.author === author));
      }
      for (const minute of [-1, 0, 7, 30, 59, 99]) {
        expect(await store.changes(at(minute))).toEqual(all.filter((e) => e.at > at(minute)));
        const state = minute < 0 ? [] : (states[Math.min(minute, 59)] as unknown);
        expect((await store.asOf(at(minute))).topic).toEqual(state);
      }
      expect(await store.revision('topic', 'nothing')).toBeUndefined();
      await store.close();
    });

    test('a history asked for while changes come in is whole', async () => {
      const store = await (await place()).open();
      const commits: Promise<void>[] = [];
      const asked: Promise<HistoryEntry[]>[] = [];
      let before: RecordOf<'topic'> | null = null;
      for (let i = 0; i < 40; i++) {
        const after: RecordOf<'topic'> = topic('a', `state ${i}`);
        commits.push(store.commit([put(after, before)], by));
        before = after;
        if (i % 5 === 4) asked.push(store.history('topic', 'a'));
        if (i % 10 === 9) await commits.at(-1);
      }
      await Promise.all(commits);
      for (const history of await Promise.all(asked)) {
        expect(history.length).toBeGreaterThan(0);
        expect(history.map(({ after }) => after)).toEqual(
          history.map((_, i) => topic('a', `state ${i}`)),
        );
      }
      expect(await store.history('topic', 'a')).toHaveLength(40);
      await store.close();
    });

    test('a clock that runs backwards does not turn history round', async () => {
      const store = await (await place()).open();
      await store.commit([put(topic('a'))], {
        author: 'ann',
        at: new Date('2026-01-02T00:00:00Z'),
      });
      await store.commit([put(topic('a', 'later'), topic('a'))], {
        author: 'ann',
        at: new Date('2026-01-01T00:00:00Z'),
      });
      expect((await store.asOf(new Date('2026-01-02T00:00:00Z'))).topic).toEqual([
        topic('a', 'later'),
      ]);
      const times = (await store.changes()).map((entry) => entry.at.getTime());
      expect(times).toEqual([...times].sort((x, y) => x - y));
      await store.close();
    });

    test('500 edits of one record by several authors at once: none lost, none written over unseen', async () => {
      const store = await (await place()).open();
      await store.commit([put(topic('a', ''))], by);
      let refused = 0;
      const edit = async (author: string, i: number): Promise<void> => {
        for (;;) {
          const before = (await store.load()).topic[0] as RecordOf<'topic'>;
          const after = topic('a', `${before.name.en}|${author}${i}`);
          try {
            return await store.commit([put(after, before)], { author, at: by.at });
          } catch (error) {
            expect(error).toBeInstanceOf(StaleChange);
            refused++;
          }
        }
      };
      const authors = ['ann', 'bo', 'cy', 'dee', 'eve'];
      await Promise.all(
        authors.map(async (author) => {
          for (let i = 0; i < 100; i++) await edit(author, i);
        }),
      );
      expect(refused).toBeGreaterThan(0);
      const told = (await store.load()).topic[0]?.name.en.split('|').slice(1) ?? [];
      expect(told).toHaveLength(500);
      expect(new Set(told).size).toBe(500);
      const history = await store.history('topic', 'a');
      expect(history).toHaveLength(501);
      for (const [i, entry] of history.entries()) {
        expect(entry.before).toEqual(i === 0 ? null : history[i - 1]?.after);
      }
      await store.close();
    });
  });
}
