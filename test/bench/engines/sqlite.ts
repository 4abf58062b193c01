/** better-sqlite3: the database in memory, statements prepared, an index for every question. */
import type { Archive } from '../../../src/archive/archive.ts';
import type { Party } from '../../../src/archive/party.ts';
import { type Facts, iso } from '../facts.ts';
import type { Sqlite, SqliteStatement } from '../peers.ts';
import { termsSought } from '../texts.ts';
import {
  agendaLines,
  type Engine,
  type LastQuestion,
  PAGE,
  type TimelineQuestion,
} from './engine.ts';
import { agendaQuestion } from './sqlite-agenda.ts';
import { fillDatabase } from './sqlite-schema.ts';

/** Two statements for a question about one party and for one about two. */
interface ByParties {
  readonly one: SqliteStatement;
  readonly two: SqliteStatement;
}

export function sqlite(
  db: Sqlite,
  archive: Archive,
  facts: readonly Facts[],
  texts: readonly string[],
): Engine {
  fillDatabase(db, archive, facts, texts);
  const rarer = rarerFirst(db);
  const lastOf = lastStatements(db);
  const timelineOf = timelineStatements(db);
  const agendaOf = agendaQuestion(db);
  const page = db.prepare(
    `SELECT e.id FROM text JOIN event e ON e.n = text.rowid
      WHERE text MATCH ? ORDER BY rank LIMIT ${PAGE}`,
  );
  const total = db.prepare('SELECT count(*) FROM text WHERE text MATCH ?').pluck();
  const whole = db
    .prepare('SELECT e.id FROM text JOIN event e ON e.n = text.rowid WHERE text MATCH ?')
    .pluck();
  const match = (words: string): string =>
    termsSought(words)
      .map((t) => `"${t}"`)
      .join(' ');

  const last = ({ who, with: other, before, today }: LastQuestion): string | undefined => {
    const limits = [iso(today.to), iso(today.to), before ? iso(before.from) : 'never'];
    const id = other
      ? lastOf.two.get(...rarer(who, other), ...limits)
      : lastOf.one.get(who.id, ...limits);
    return id as string | undefined;
  };
  const timeline = ({ who, with: other, from, today }: TimelineQuestion): string[] => {
    const limits = [iso(today.to), from ? iso(from.from) : ''];
    const ids = other
      ? timelineOf.two.all(...rarer(who, other), ...limits)
      : timelineOf.one.all(who.id, ...limits);
    return ids as string[];
  };
  return {
    name: 'SQLite',
    last: { run: last, told: (asked) => [last(asked) ?? 'none'] },
    timeline: { run: timeline, told: timeline },
    upcoming: { run: agendaOf, told: (asked) => agendaLines(agendaOf(asked)) },
    find: {
      run: (words) => [page.all(match(words)), total.get(match(words))],
      told: (words) => (whole.all(match(words)) as string[]).sort(),
    },
  };
}

/** Of two parties the one with fewer meetings first: from it the search begins. */
function rarerFirst(db: Sqlite): (a: Party, b: Party) => [string, string] {
  const rows = db.prepare('SELECT party, count(*) AS count FROM seat GROUP BY party').all();
  const counts = new Map(
    (rows as { party: string; count: number }[]).map((r) => [r.party, r.count]),
  );
  const count = ({ id }: Party) => counts.get(id) ?? 0;
  return (a, b) => (count(a) <= count(b) ? [a.id, b.id] : [b.id, a.id]);
}

const ONE = 'seat s CROSS JOIN event e ON e.n = s.event WHERE s.party = ?';
const TWO = `seat s CROSS JOIN seat o ON o.event = s.event AND o.side <> s.side
  CROSS JOIN event e ON e.n = s.event WHERE s.party = ? AND o.party = ?`;

function lastStatements(db: Sqlite): ByParties {
  const statement = (from: string) =>
    db
      .prepare(
        `SELECT e.id FROM ${from} AND s.first <= ? AND e.begun <= ? AND e.over < ?
          ORDER BY s.first DESC, e.last DESC, e.bilateral DESC, e.turn DESC, e.id DESC LIMIT 1`,
      )
      .pluck();
  return { one: statement(ONE), two: statement(TWO) };
}

function timelineStatements(db: Sqlite): ByParties {
  const statement = (from: string) =>
    db
      .prepare(
        `SELECT e.id FROM ${from} AND s.first <= ? AND e.last >= ?
          ORDER BY s.first, e.last, e.turn, e.bilateral DESC, e.id`,
      )
      .pluck();
  return { one: statement(ONE), two: statement(TWO) };
}
