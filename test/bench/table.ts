/** The table that the bench prints. */
import type { Engine, Kind } from './engines/engine.ts';
import type { Timing } from './measure.ts';

export interface Row {
  readonly kind: Kind;
  readonly questions: number;
  /** In the order of the engines; the first is the read model. */
  readonly timings: readonly (Timing | undefined)[];
}

const NAMES: Record<Kind, string> = {
  last: 'last meeting',
  timeline: 'timeline',
  upcoming: 'upcoming, a page',
  find: 'find',
};

/** What is hoped for with 100,000 events: so many times as fast as the peer. No run fails by it. */
const TARGETS: Record<Kind, Readonly<Record<string, number>>> = {
  last: { 'naive filter': 1000 },
  timeline: { 'naive filter': 200 },
  upcoming: { 'naive filter': 100 },
  find: { 'naive filter': 1000, SQLite: 1 },
};

export function printTable(engines: readonly Engine[], rows: readonly Row[]): void {
  const [own, ...peers] = engines.map((engine) => engine.name);
  const head = [
    'median of',
    'questions',
    own ?? '',
    '9 of 10 below',
    ...peers,
    'target at 100,000',
  ];
  const lines = rows.map(({ kind, questions, timings }) => {
    const [ours, ...theirs] = timings;
    return [
      NAMES[kind],
      String(questions),
      duration(ours?.median),
      duration(ours?.ninth),
      ...theirs.map((timing) =>
        ours && timing ? `${duration(timing.median)} = ${ratio(timing.median / ours.median)}` : '',
      ),
      Object.entries(TARGETS[kind])
        .map(([peer, times]) => `${peer} ≥ ${ratio(times)}`)
        .join(', '),
    ];
  });
  const widths = head.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)),
  );
  for (const line of [head, ...lines]) {
    console.log(`  ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
  }
}

/** Three figures, in the unit that suits. */
function duration(ms: number | undefined): string {
  if (ms === undefined) return '';
  const [value, unit] = ms < 1 ? [ms * 1000, 'µs'] : [ms, 'ms'];
  return `${figures(value)} ${unit}`;
}

const ratio = (times: number): string => `${figures(times)} ×`;

const figures = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });
