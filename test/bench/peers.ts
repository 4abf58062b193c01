/**
 * The peers' packages. They live in the bench's own package, which the project's checks do without:
 * so they are imported by name only when the bench runs, and typed here as far as they are used.
 */

export interface SqliteStatement {
  run(...values: unknown[]): unknown;
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  /** Rows as their first column alone. */
  pluck(): SqliteStatement;
}

export interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface MiniSearchIndex {
  addAll(documents: readonly { id: string; text: string }[]): void;
  search(query: string): { id: string }[];
}

export interface MiniSearchOptions {
  fields: string[];
  tokenize(text: string): string[];
  processTerm(term: string): string;
  searchOptions: { combineWith: 'AND'; tokenize(query: string): string[] };
}

/** A database in memory, or in one line why there is none. */
export async function openSqlite(): Promise<Sqlite | string> {
  try {
    const { default: Database } = await import(named('better-sqlite3'));
    return new Database(':memory:') as Sqlite;
  } catch (error) {
    return `better-sqlite3 cannot be used (${reasonOf(error)}); measured without it`;
  }
}

/** Makes an index, or says in one line why there is none. */
export async function miniSearch(): Promise<((o: MiniSearchOptions) => MiniSearchIndex) | string> {
  try {
    const { default: MiniSearch } = await import(named('minisearch'));
    return (options) => new MiniSearch(options) as MiniSearchIndex;
  } catch (error) {
    return `minisearch cannot be used (${reasonOf(error)}); measured without it`;
  }
}

/** A name that the compiler does not look up. */
const named = (name: string): string => name;

const reasonOf = (error: unknown): string => String((error as Error).message).split('\n')[0] ?? '';
