/** A bot that keeps a small diary: its clock and its platform are the test's. */
import { Archive } from '../../src/archive/archive.ts';
import { type HistoryEntry, StaleChange } from '../../src/archive/event-store.ts';
import type { Records } from '../../src/chat/command.ts';
import { plainText } from '../../src/chat/reply.ts';
import type { EventRecord } from '../../src/domain/record/event.ts';
import type { Change } from '../../src/domain/record/record.ts';
import type { Subscription } from '../../src/domain/record/schedule.ts';
import { defaultSubscription } from '../../src/schedule/default-subscription.ts';
import { Keeper } from '../../src/schedule/keeper.ts';
import { DEFAULT_RULES } from '../../src/schedule/outbox.ts';
import { NO_HISTORY } from './asker.ts';
import { MemoryDoor } from './memory-door.ts';
import { holdingsOf } from './yaml-archive.ts';

const YAML = `
source: rec
events:
  - {id: pact, kind: act, name: {en: Pact}, date: 2015-12-20}
  - {id: plan, kind: multilateral, status: planned, name: {en: Plan}, date: 2026-11-18/2026-11-19, place: seoul}
milestones:
  - {id: m-pact, event: pact, counting: every}
  - {id: m-plan, event: plan, counting: none}
`;

export const HOUR = 3_600_000;
/** `restart` is a kill and a new process. */
export function bot(start: string, more: Partial<Subscription> = {}) {
  let now = Date.parse(start);
  const door = new MemoryDoor();
  const archive = new Archive(structuredClone(holdingsOf(YAML)));
  let failNext = 0;
  let isForgetful = false;
  const logged: { level: string; message: string }[] = [];
  const line = (level: string) => (_: object, message: string) =>
    void logged.push({ level, message });
  const log = {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  };
  const doors = [door];
  const records: Records = {
    async commit(changes) {
      if (failNext > 0 && --failNext === 0) throw new Error('the process was killed here');
      for (const change of changes) {
        const held = archive.record(change.type, change.id) ?? null;
        if (JSON.stringify(held) !== JSON.stringify(change.before)) throw new StaleChange(change);
        archive.apply(change);
      }
    },
    ...NO_HISTORY,
    async history(type, id) {
      if (isForgetful) throw new Error('the journal cannot be read');
      return history.filter((h) => h.type === type && h.id === id);
    },
  };
  const history: HistoryEntry[] = [];
  const edited = (change: Change) => {
    history.push({ ...change, n: history.length + 1, at: new Date(now), author: 'editor' });
    archive.apply(change);
  };
  const subscription: Subscription = {
    ...defaultSubscription({ zone: 'Asia/Seoul', locale: 'en' }, new Date(now)),
    channel: 'slack:C1',
    ...more,
  };
  const put = (after: Subscription) => {
    const before = archive.record('subscription', after.id) ?? null;
    archive.apply({ type: 'subscription', id: after.id, before, after } as Change);
  };
  put(subscription);
  const newKeeper = () => {
    const keeper = new Keeper({
      archive,
      records,
      holidays: new Set(),
      rules: { ...DEFAULT_RULES, spacingMs: 0 },
      log,
      now: () => new Date(now),
      pause: async () => undefined,
    });
    for (const door of doors) keeper.open(door);
    return keeper;
  };
  let keeper = newKeeper();
  return {
    door,
    archive,
    subscription,
    put,
    tick: () => keeper.tick(),
    /** Another platform. */
    openDoor(name: string): MemoryDoor {
      const other = new MemoryDoor(name);
      doors.push(other);
      void keeper.open(other);
      return other;
    },
    told: (level: string) => logged.filter((l) => l.level === level).map(({ message }) => message),
    restart: () => {
      keeper = newKeeper();
    },
    /** The nth commit from now on does not come back. */
    killAtCommit: (n: number) => {
      failNext = n;
    },
    /** Whether no history can be read. */
    forget: (forgets: boolean) => {
      isForgetful = forgets;
    },
    wait: (ms: number) => {
      now += ms;
    },
    setClock: (iso: string) => {
      now = Date.parse(iso);
    },
    async run(hours: number, step = 1) {
      for (let i = 0; i < hours; i += step) {
        now += step * HOUR;
        await keeper.tick();
      }
    },
    titles: () => door.posts.map((p) => plainText(p.reply.title)),
    texts: () => door.posts.map((p) => JSON.stringify(p.reply)),
    states: () => archive.holdings.delivery.map((d) => `${d.kind} ${d.lead ?? ''} ${d.state}`),
    edit: (id: string, change: Partial<EventRecord['accounts'][number]>) => {
      const before = archive.record('event', id) as EventRecord;
      const [account, ...others] = before.accounts;
      const after = { ...before, accounts: [{ ...account, ...change }, ...others] } as EventRecord;
      edited({ type: 'event', id, before, after } as Change);
    },
    remove: (type: 'event' | 'milestone', id: string) =>
      edited({ type, id, before: archive.record(type, id), after: null } as Change),
  };
}
