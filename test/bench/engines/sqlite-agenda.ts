/** What is upcoming, asked of SQLite: plans and anniversaries in one statement, a page of them. */
import { isoOfDay } from '../../../src/domain/dates/day.ts';
import type { Sqlite } from '../peers.ts';
import { type Agenda, type AgendaItem, PAGE, type UpcomingQuestion } from './engine.ts';

/** Plans known that day which may lie within the window; `@earliest` is as far as any reaches back. */
const PLANS = `SELECT id, due, unreported, over, until FROM event
  WHERE known IS NOT NULL AND known <= @today AND first BETWEEN @earliest AND @until
    AND over >= @back`;

const isLeap = (year: string): string =>
  `((${year}) % 4 = 0 AND ((${year}) % 100 <> 0 OR (${year}) % 400 = 0))`;

/** 29 February is the 28th in common years. */
const dayIn = (year: string, monthDay: string): string =>
  `(${year}) || '-' || iif(${monthDay} = '02-29' AND NOT ${isLeap(year)}, '02-28', ${monthDay})`;

const COUNTS = `y > m.year
  AND ((y - m.year) % m.step = 0 OR instr(m.listed, ',' || (y - m.year) || ','))`;

/** A winter that began last year may not be over: the years begin with the last. */
const AGENDA = `
  WITH RECURSIVE years (y) AS (
    SELECT CAST(@year AS INTEGER) - 1 UNION ALL SELECT y + 1 FROM years WHERE y < @lastYear
  ),
  anniversaries (id, count, day) AS (
    SELECT m.id, y - m.year, ${dayIn('y', 'm.day')}
    FROM years CROSS JOIN milestone m ON m.exact = 1
      AND m.day BETWEEN iif(y = @year, @monthDay, '01-01')
        AND iif(y = @lastYear, @lastMonthDay, '12-31')
    WHERE y >= @year AND ${COUNTS}
  ),
  spans (id, count, first, last) AS (
    SELECT m.id, y - m.year, ${dayIn('y', 'm.day')}, ${dayIn('y + m.ends_next_year', 'm.day_to')}
    FROM years CROSS JOIN milestone m ON m.exact = 0 WHERE ${COUNTS}
  ),
  items (id, count, day) AS (
    SELECT id, NULL, due FROM (${PLANS}) WHERE until >= @today
    UNION ALL SELECT id, count, day FROM anniversaries WHERE day <= @until
    UNION ALL SELECT id, count, last FROM spans WHERE last >= @today AND first <= @until
  )
  SELECT id, count, day, count(*) OVER () AS total FROM items ORDER BY day, id LIMIT ${PAGE}`;

export function agendaQuestion(db: Sqlite): (asked: UpcomingQuestion) => Agenda {
  const agenda = db.prepare(AGENDA);
  const passed = db.prepare(`SELECT id FROM (${PLANS}) WHERE unreported AND over < @today`).pluck();
  const longest = db
    .prepare('SELECT max(julianday(over) - julianday(first)) FROM event WHERE known IS NOT NULL')
    .pluck()
    .get() as number | null;
  return ({ today, days }) => {
    const [day, until] = [isoOfDay(today), isoOfDay(today + days)];
    const lastMonthDay = until.slice(5) === '02-28' ? '02-29' : until.slice(5);
    const window = {
      today: day,
      until,
      back: isoOfDay(today - days),
      earliest: isoOfDay(today - days - (longest ?? 0)),
      year: Number(day.slice(0, 4)),
      lastYear: Number(until.slice(0, 4)),
      monthDay: day.slice(5),
      lastMonthDay,
    };
    const { earliest, back, today: now } = window;
    const rows = agenda.all(window) as (AgendaItem & { total: number })[];
    const unreported = passed.all({ earliest, back, until, today: now }) as string[];
    return { total: rows[0]?.total ?? 0, page: rows, passed: unreported };
  };
}
