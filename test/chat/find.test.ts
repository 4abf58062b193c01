/** Full text while it is still being read, and after. */
import { expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import { find, readText, stillToRead } from '../../src/archive/find.ts';
import { completeLine } from '../../src/chat/complete.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import { plainText } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import { readAhead } from '../../src/compose/read-ahead.ts';
import type { Change } from '../../src/domain/record/record.ts';
import { dispatcherOf, NO_RECORDS, reader } from '../support/asker.ts';
import { generatedHoldings } from '../support/generated-archive.ts';

const made = () => new Archive(generatedHoldings({ events: 2000, people: 100, seed: 4 }));
const QUERY = 'meeting';
/** That so many events may be read. */
const times = (events: number) => {
  let read = 0;
  return () => ++read < events;
};

function asking(archive: Archive) {
  const dispatcher = dispatcherOf(archive);
  return async (line: string) => {
    const { kind, reply, data } = await dispatcher.dispatch(
      { kind: 'line', line },
      reader({ now: '2040-01-01' }),
    );
    return { kind, title: plainText(reply.title), data: data() as { total?: number } };
  };
}

test('while the text is read ahead, find says how far that has come; then it finds as if nothing had been', async () => {
  const archive = made();
  const ask = asking(archive);
  readText(archive, times(30));
  expect(await ask(`/find ${QUERY}`)).toMatchObject({
    kind: 'refused',
    title: expect.stringMatching(/still being read: 30 of 2,000 events/),
  });
  expect((await ask('/lastmeeting kr')).kind).toBe('answered');
  while (!readText(archive, times(50)));
  const expected = find(made(), QUERY, archive.lastDay).total;
  expect(expected).toBeGreaterThan(0);
  expect((await ask(`/find ${QUERY}`)).data.total).toBe(expected);
});

test('no other question reads what is left, which would hold up everything else', async () => {
  const archive = made();
  const ask = asking(archive);
  readText(archive, times(30));
  const told = { kind: 'refused', title: expect.stringMatching(/30 of 2,000 events/) };
  expect(await ask(`/event ${QUERY}`)).toMatchObject(told);
  expect(await ask(`/history ${QUERY}`)).toMatchObject(told);
  expect(await ask(`/wording ${QUERY}`)).toMatchObject(told);
  const asked = { archive, records: NO_RECORDS, reader: reader({}), book: phrasebook('en') };
  expect(completeLine(`/event ${QUERY}`, registry, asked).values).toEqual([]);
  expect(stillToRead(archive)).toEqual({ read: 30, of: 2000 });
  const id = archive.events[7]?.id;
  expect((await ask(`/event ${id}`)).kind).toBe('answered');
});

test('where nobody reads ahead the question itself reads all', async () => {
  expect((await asking(made())('/find meeting')).kind).toBe('answered');
});

test('a bot reads ahead between its other work, and again when much has changed', async () => {
  const archive = made();
  const end = readAhead(archive, NO_RECORDS);
  let turns = 0;
  const isRead = async () => {
    while (stillToRead(archive)) {
      turns++;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  await isRead();
  expect(turns).toBeGreaterThan(2);
  const total = () => find(archive, QUERY, archive.lastDay).total;
  const before = total();
  for (const event of [...archive.holdings.event].slice(0, 1100)) {
    archive.apply({ type: 'event', id: event.id, before: event, after: event } as Change);
  }
  expect(stillToRead(archive)).toBeDefined();
  await isRead();
  expect(total()).toBe(before);
  end();
});
