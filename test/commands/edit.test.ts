/** Editing by several at once, through the commands and a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { WriterLock } from '../../src/adapters/store/writer-lock.ts';
import { Library } from '../../src/archive/library.ts';
import { Dispatcher } from '../../src/chat/dispatcher.ts';
import { plainText } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import { type Change, KNOWLEDGE } from '../../src/domain/record/record.ts';
import { reader } from '../support/asker.ts';
import { holdingsOf } from '../support/yaml-archive.ts';

const PERSON = 'kim';
const HOLDINGS = holdingsOf(`
source: rec
people:
  - {id: ${PERSON}, country: KR, name: {en: nobody yet}}
`);
const AUTHORS = ['ann', 'bo', 'cy', 'dee', 'eve'];
const EACH = 100;
const START = Date.UTC(2026, 0, 1);

test('500 edits of one record by five authors at once: none lost, none written over unseen, every state rebuilt', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'edits-'));
  const lock = await WriterLock.take(folder, { random: Math.random });
  // Small segments: past states reach over many of them, and over snapshots.
  const store = await EmbeddedStore.open(folder, { lock, snapshotBytes: 20_000 });
  try {
    const all = KNOWLEDGE.flatMap((type) =>
      HOLDINGS[type].map((after) => ({ type, id: after.id, before: null, after }) as Change),
    );
    await store.commit(all, { author: 'seeds', at: new Date(START) });
    const library = await Library.of(store);
    let ticks = 0;
    const dispatcher = new Dispatcher({
      registry,
      archive: () => library.archive,
      records: library,
      report: (fault) => {
        throw fault;
      },
    });
    const ask = (author: string, line: string) =>
      dispatcher.dispatch(
        { kind: 'line', line },
        // A second passes each time that anyone looks at the clock.
        Object.defineProperty({ ...reader({}), author, zone: 'UTC' }, 'now', {
          get: () => new Date(START + ++ticks * 1000),
        }),
      );

    const accepted: string[] = [];
    let refusals = 0;
    const edit = async (author: string, value: string): Promise<void> => {
      const others = AUTHORS.filter((a) => a !== author).join('|');
      const told = new RegExp(
        `^Nothing was written: .* was changed by (${others}) on 1 January 2026.* \\(now version \\d`,
      );
      for (;;) {
        const seen = (await store.revision('person', PERSON))?.n;
        const outcome = await ask(author, `/edit ${PERSON} name.en ${value} version:${seen}`);
        if (outcome.kind === 'answered') {
          accepted.push(value);
          return;
        }
        refusals++;
        expect(plainText(outcome.reply.title)).toMatch(told);
      }
    };
    await Promise.all(
      AUTHORS.map(async (author) => {
        for (let i = 0; i < EACH; i++) await edit(author, `${author}-${i}`);
      }),
    );
    expect(accepted).toHaveLength(AUTHORS.length * EACH);
    expect(refusals).toBeGreaterThan(0);

    const edits = (await store.history('person', PERSON)).slice(1);
    const nameIn = (record: unknown) => (record as { name: { en: string } }).name.en;
    // Each was made to what the one before had left, and tells its author.
    expect(edits.map(({ after }) => nameIn(after)).sort()).toEqual([...accepted].sort());
    for (const [i, { author, before, after }] of edits.entries()) {
      expect(nameIn(before)).toBe(i === 0 ? 'nobody yet' : nameIn(edits[i - 1]?.after));
      expect(nameIn(after)).toMatch(new RegExp(`^${author}-`));
    }
    // No two at one moment, so that each state can be asked for.
    expect(new Set(edits.map(({ at }) => at.getTime())).size).toBe(edits.length);
    for (const { at, after } of edits) {
      const { person } = await store.asOf(at);
      expect(person.find(({ id }) => id === PERSON)).toEqual(after);
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});
