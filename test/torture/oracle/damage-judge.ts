/** What a damaged folder may show: all, the longest whole beginning and a notice, or a refusal. */
import { commitsBefore, isAsIfEarlier, type WrittenFolder } from './journal.ts';
import { commitsOf } from './ledger.ts';
import { Replay } from './replay.ts';
import type { Probed, Seen, Told } from './seen.ts';

export const VERDICTS = [
  'refused in one line',
  'unharmed',
  'records whole, history refused when asked',
  'longest whole beginning, told by a notice',
  'as if the last commits had never been made: nothing could tell',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A folder that was written and is whole, and what it shows after each of its commits. */
export interface Original {
  readonly written: WrittenFolder;
  /** The history and the records, as JSON, after so many commits. */
  readonly histories: readonly string[];
  readonly records: readonly string[];
}

export function originalOf(written: WrittenFolder, history: readonly Told[]): Original {
  const histories = ['[]'];
  const records = ['[]'];
  const replay = new Replay();
  const told: Told[] = [];
  for (const { lines } of commitsOf(history)) {
    for (const line of lines) replay.put(line);
    told.push(...lines);
    histories.push(JSON.stringify(told));
    records.push(JSON.stringify(replay.records()));
  }
  if (histories.length !== written.commits.length + 1) {
    throw new Error('the journal and the history do not tell the same commits');
  }
  return { written, histories, records };
}

/** Which of the things that it may be; or what is wrong, after an exclamation mark. */
export function judgeDamage(
  original: Original,
  now: ReadonlyMap<string, Buffer>,
  probed: Probed,
): Verdict | `!${string}` {
  if (probed.outcome === 'refused') return 'refused in one line';
  if (probed.outcome === 'fault') return `!no refusal but a fault: ${probed.message}`;
  return judgeOpened(original, now, probed.seen);
}

function judgeOpened(
  { written, histories, records }: Original,
  now: ReadonlyMap<string, Buffer>,
  { notices, records: held, history }: Seen,
): Verdict | `!${string}` {
  const all = histories.length - 1;
  const shown = JSON.stringify(held);
  const left = commitsBefore(written, now);
  const isRefused = typeof history === 'string';
  const told = isRefused ? undefined : histories.lastIndexOf(JSON.stringify(history));
  if (told === -1) return '!SILENTLY ALTERED: the history was never like this';
  if (shown === records[all] && (isRefused || told === all)) {
    return isRefused ? 'records whole, history refused when asked' : 'unharmed';
  }
  // Records may be the same at several moments; what counts is the one that the damage leaves.
  if (isRefused || told !== left || shown !== records[left]) {
    const states = records.lastIndexOf(shown);
    return states < 0
      ? '!SILENTLY ALTERED: the records were never like this'
      : `!${notices.length > 0 ? 'LOST' : 'SILENTLY LOST'}: ${told ?? states} of ${all} commits are shown, ${left} are whole`;
  }
  if (isAsIfEarlier(written, now, left)) {
    return 'as if the last commits had never been made: nothing could tell';
  }
  return notices.length > 0
    ? 'longest whole beginning, told by a notice'
    : `!SILENTLY LOST: ${left} of ${all} commits are shown, without a notice`;
}
