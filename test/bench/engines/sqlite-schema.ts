/** The tables that SQLite answers from, with an index for each question. */
import type { Archive } from '../../../src/archive/archive.ts';
import type { EventRecord } from '../../../src/domain/record/event.ts';
import { type Facts, keptOf } from '../facts.ts';
import type { Sqlite } from '../peers.ts';
import { termsIn } from '../texts.ts';

/**
 * `seat` has a row for each person and each country of a meeting that was held, with its day, so
 * that the meetings of one party are read in the order of time and no others are touched.
 * `text` holds the same terms as the read model's index, parted by spaces: the tokenizer `ascii`
 * parts them there alone.
 */
const TABLES = `
  CREATE TABLE event (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, first TEXT, last TEXT, begun TEXT, over TEXT,
    bilateral INTEGER, turn INTEGER, known TEXT, unreported INTEGER, until TEXT, due TEXT
  );
  CREATE TABLE seat (
    party TEXT, first TEXT, event INTEGER, side TEXT, PRIMARY KEY (party, first, event)
  ) WITHOUT ROWID;
  CREATE TABLE milestone (
    id TEXT, year INTEGER, day TEXT, day_to TEXT, exact INTEGER, ends_next_year INTEGER,
    step INTEGER, listed TEXT
  );
  CREATE VIRTUAL TABLE text USING fts5(terms, content='', tokenize='ascii');
  INSERT INTO text (text, rank) VALUES ('hashsize', 67108864); -- fewer parts to be merged
`;
const INDEXES = `
  CREATE UNIQUE INDEX event_id ON event (id);
  CREATE INDEX event_plan ON event (first) WHERE known IS NOT NULL;
  CREATE UNIQUE INDEX seat_event ON seat (event, party, side);
  CREATE INDEX milestone_day ON milestone (exact, day);
  INSERT INTO text (text) VALUES ('optimize');
  ANALYZE;
`;

export function fillDatabase(
  db: Sqlite,
  archive: Archive,
  facts: readonly Facts[],
  texts: readonly string[],
): void {
  db.exec(`BEGIN; ${TABLES}`);
  const event = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const seat = db.prepare('INSERT OR IGNORE INTO seat VALUES (?, ?, ?, ?)');
  const text = db.prepare('INSERT INTO text (rowid, terms) VALUES (?, ?)');
  for (const [n, its] of facts.entries()) {
    event.run(n, ...columnsOf(its));
    for (const { side, person } of its.met ? its.seats : []) {
      seat.run(side, its.first, n, side);
      if (person) seat.run(person, its.first, n, side);
    }
    text.run(n, termsIn(texts[n] as string).join(' '));
  }
  fillMilestones(db, archive);
  db.exec(`COMMIT; ${INDEXES}`);
}

const columnsOf = (its: Facts): unknown[] => [
  its.id,
  its.first,
  its.last,
  its.begun,
  its.over,
  Number(its.bilateral),
  its.turn,
  its.known,
  Number(its.unreported),
  its.until,
  its.due,
];

function fillMilestones(db: Sqlite, archive: Archive): void {
  const insert = db.prepare('INSERT INTO milestone VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const { event, counting } of archive.holdings.milestone) {
    const kept = keptOf(archive.event(event)?.record as EventRecord, counting);
    if (!kept) continue;
    const { id, year, from, to, exact, endsNextYear } = kept;
    const step = counting === 'every' ? 1 : counting === 'round' ? 5 : null;
    const listed = Array.isArray(counting) ? `,${counting.join(',')},` : '';
    insert.run(id, year, from, to, Number(exact), Number(endsNextYear), step, listed);
  }
}
