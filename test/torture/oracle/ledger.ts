/**
 * The oracle. It keeps what was asked of the store and what the store acknowledged, and judges what
 * the store shows afterwards: whatever was acknowledged is there, every commit is whole or absent,
 * in the order in which they were asked for, and nothing else.
 */
import { Replay, same } from './replay.ts';
import type { Asked, Seen, Told } from './seen.ts';

/**
 * `open`: nobody was told; it may be there or not. `kept`: it was acknowledged, or was seen by a
 * later writer. `never`: it was refused, or a later writer found that it was not there.
 */
type Fate = 'open' | 'kept' | 'never';

interface Commit {
  readonly place: number;
  readonly changes: readonly Asked[];
  fate: Fate;
}

/** How the records may lag behind the history, which is read a moment later. */
type Moment = 'at rest' | 'beside a writer';

export class Ledger {
  readonly #commits = new Map<string, Commit>();

  sent(id: string, changes: readonly Asked[]): void {
    this.#commits.set(id, { place: this.#commits.size, changes, fate: 'open' });
  }

  acked(id: string): void {
    this.#of(id).fate = 'kept';
  }

  refused(id: string): void {
    this.#of(id).fate = 'never';
  }

  get acknowledged(): number {
    return [...this.#commits.values()].filter(({ fate }) => fate === 'kept').length;
  }

  /** The names of what must be there now; a reader that comes later must see at least these. */
  kept(): Set<string> {
    return new Set([...this.#commits].filter(([, c]) => c.fate === 'kept').map(([id]) => id));
  }

  /** A writer has opened the folder and found these: what was open is decided by it. */
  settle(there: ReadonlySet<string>): void {
    for (const [id, commit] of this.#commits) {
      if (commit.fate === 'open') commit.fate = there.has(id) ? 'kept' : 'never';
    }
  }

  /** What is wrong with what the store shows; undefined where nothing is. */
  judge(seen: Seen, moment: Moment = 'at rest', kept = this.kept()): string | undefined {
    const { history } = seen;
    if (typeof history === 'string') return `the history was refused: ${history}`;
    return this.#judgeHistory(history, kept) ?? judgeRecords(seen, history, moment, kept);
  }

  #judgeHistory(history: readonly Told[], kept: ReadonlySet<string>): string | undefined {
    let place = -1;
    const missing = new Set(kept);
    for (const { author, lines } of commitsOf(history)) {
      const commit = this.#commits.get(author);
      if (!commit) return `the history tells commit ${author}, which nobody asked for`;
      if (commit.fate === 'never') return `commit ${author} is there, but was refused or was gone`;
      if (commit.place <= place) return `commit ${author} stands in the wrong place, or twice`;
      place = commit.place;
      const told = lines.map(({ type, id, before, after }) => ({ type, id, before, after }));
      if (!same(told, commit.changes)) {
        return told.length < commit.changes.length
          ? `of commit ${author} only ${told.length} of ${commit.changes.length} changes are there`
          : `commit ${author} is not what was asked for`;
      }
      missing.delete(author);
    }
    const [first] = missing;
    if (first !== undefined) {
      return `${missing.size} acknowledged commit(s) are LOST, the first of them ${first}`;
    }
    return judgeOrder(history);
  }

  #of(id: string): Commit {
    const commit = this.#commits.get(id);
    if (!commit) throw new Error(`nobody sent ${id}`);
    return commit;
  }
}

/** The names of the commits that are told. */
export const idsOf = ({ history }: Seen): Set<string> =>
  new Set(typeof history === 'string' ? [] : history.map(({ author }) => author));

/** Lines that were accepted together, by the name of their commit. */
export function commitsOf(history: readonly Told[]): { author: string; lines: Told[] }[] {
  const commits: { author: string; lines: Told[] }[] = [];
  for (const line of history) {
    const last = commits.at(-1);
    if (last?.author === line.author) last.lines.push(line);
    else commits.push({ author: line.author, lines: [line] });
  }
  return commits;
}

function judgeOrder(history: readonly Told[]): string | undefined {
  for (const [i, { n, at }] of history.entries()) {
    if (n !== i + 1) return `line ${i + 1} of the history has the number ${n}`;
    if (i > 0 && at < (history[i - 1] as Told).at) return `time runs backwards at line ${n}`;
  }
  return undefined;
}

function judgeRecords(
  { records }: Seen,
  history: readonly Told[],
  moment: Moment,
  kept: ReadonlySet<string>,
): string | undefined {
  const replay = new Replay();
  const missing = new Set(kept);
  for (const { author, lines } of commitsOf(history)) {
    if (moment === 'beside a writer' && missing.size === 0 && same(replay.records(), records)) {
      return undefined;
    }
    for (const line of lines) {
      if (!same(replay.get(line.type, line.id), line.before)) {
        return `line ${line.n} changes what ${line.type} ${line.id} was not`;
      }
      replay.put(line);
    }
    missing.delete(author);
  }
  return same(replay.records(), records)
    ? undefined
    : 'the records are not what the history makes of them';
}
