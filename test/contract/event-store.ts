/** What every store must do. A store's own test calls this with how it is opened. */
import { describe, expect, test } from 'vitest';
import { type EventStore, StaleChange } from '../../src/archive/event-store.ts';
import type { Change, RecordOf } from '../../src/domain/record/record.ts';

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
  });
}
