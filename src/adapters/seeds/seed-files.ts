/**
 * The curated corpus as an editor writes it: YAML files, each a mapping from a plural (`people`,
 * `events`) to a list of records.
 *
 * An entry under `events` is one *account*: what the file's `source` (or the entry's own
 * `sources`) says of the event with that id. Entries of the same id, in one file or in several, are
 * gathered into one event.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { account, type EventRecord, event } from '../../domain/record/event.ts';
import {
  emptyHoldings,
  type Holdings,
  KNOWLEDGE,
  RECORD_TYPES,
  type RecordType,
  SCHEMAS,
} from '../../domain/record/record.ts';
import { findProblems } from '../../domain/record/references.ts';

/** What is wrong with a seed file, where, and what was expected. */
export interface SeedProblem {
  readonly file: string;
  /** 1 first; 0 when the file as a whole is meant. */
  readonly line: number;
  /** `events[2].date` */
  readonly path: string;
  readonly message: string;
}

export class SeedsError extends Error {
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[]) {
    const sorted = [...problems].sort(
      (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.path.localeCompare(b.path),
    );
    super(sorted.map(seedProblemLine).join('\n'));
    this.name = 'SeedsError';
    this.problems = sorted;
  }
}

export const seedProblemLine = (p: SeedProblem): string =>
  `${p.file}${p.line ? `:${p.line}` : ''}: ${p.path ? `${p.path}: ` : ''}${p.message}`;

/** The key of each type in the files. */
export const PLURAL: Readonly<Partial<Record<RecordType, string>>> = {
  source: 'sources',
  country: 'countries',
  body: 'bodies',
  office: 'offices',
  person: 'people',
  place: 'places',
  topic: 'topics',
  formula: 'formulas',
  series: 'series',
  event: 'events',
  milestone: 'milestones',
  claim: 'claims',
  coverage: 'coverage',
};

const TYPE_OF_KEY = new Map(KNOWLEDGE.map((type) => [PLURAL[type] as string, type]));

/** One account as it stands in a file: the event's own fields and the account's side by side. */
const eventEntry = z.strictObject({
  ...event.omit({ accounts: true }).shape,
  ...account.shape,
});

/**
 * Reads every `.yaml` file below `folder`. Throws {@link SeedsError} with all that is wrong, never
 * only the first problem.
 */
export async function readSeeds(folder: string): Promise<Holdings> {
  const files: [string, string][] = [];
  for (const file of await yamlFiles(folder)) {
    files.push([relative(folder, file) || file, await readFile(file, 'utf8')]);
  }
  return gatherSeeds(files);
}

/** The records of seed files given by name and content; throws {@link SeedsError}. */
export function gatherSeeds(files: Iterable<readonly [name: string, yaml: string]>): Holdings {
  const gathering = new Gathering();
  for (const [name, yaml] of files) gathering.add(name, yaml);
  return gathering.holdings();
}

async function yamlFiles(folder: string): Promise<string[]> {
  let names: string[];
  try {
    if ((await stat(folder)).isFile()) return [folder];
    names = await readdir(folder, { recursive: true });
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such folder'
        : 'it cannot be read';
    throw new SeedsError([{ file: folder, line: 0, path: '', message: reason }]);
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) {
    throw new SeedsError([
      { file: folder, line: 0, path: '', message: 'expected .yaml files; there are none' },
    ]);
  }
  return files.map((name) => join(folder, name));
}

type Path = readonly (string | number)[];
/** Where a record, or one account of an event, stands in the files. */
interface Origin {
  readonly file: string;
  readonly at: Path;
  readonly lineOf: (path: Path) => number;
}

/** Gathers the records of several files, and remembers where each stands. */
class Gathering {
  readonly #holdings = emptyHoldings();
  readonly #events = new Map<string, EventRecord>();
  readonly #origins = new Map<string, Origin>();
  readonly #problems: SeedProblem[] = [];

  add(file: string, yaml: string): void {
    const lines = new LineCounter();
    const document = parseDocument(yaml, { lineCounter: lines, schema: 'core' });
    const broken = document.errors[0];
    if (broken) {
      const line = lines.linePos(broken.pos[0]).line;
      const message =
        broken.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? 'broken YAML';
      this.#problems.push({ file, line, path: '', message: `broken YAML: ${message}` });
      return;
    }
    const lineOf = (path: Path): number => {
      for (let depth = path.length; depth > 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true);
        if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
      }
      return 1;
    };
    if (!isMap(document.contents)) {
      if (document.contents === null) return;
      const message = `expected a mapping such as "events:"`;
      this.#problems.push({ file, line: 1, path: '', message });
      return;
    }
    let content: Record<string, unknown>;
    try {
      content = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
    } catch (error) {
      // An alias of nothing, or so many that they would fill the memory.
      const message = `broken YAML: ${(error as Error).message}`;
      this.#problems.push({ file, line: 1, path: '', message });
      return;
    }
    const { source, ...lists } = content;
    for (const [key, list] of Object.entries(lists)) {
      const origin = { file, at: [key], lineOf };
      const type = TYPE_OF_KEY.get(key);
      if (!type) {
        const message = `expected one of source, ${[...TYPE_OF_KEY.keys()].join(', ')}`;
        this.#report(origin, [], message);
      } else if (!isSeq(document.get(key, true))) {
        this.#report(origin, [], 'expected a list');
      } else {
        for (const [i, entry] of (list as unknown[]).entries()) {
          this.#addEntry(type, withDefaultSource(type, entry, source), {
            ...origin,
            at: [key, i],
          });
        }
      }
    }
  }

  #addEntry(type: RecordType, entry: unknown, origin: Origin): void {
    const schema: z.ZodType = type === 'event' ? eventEntry : SCHEMAS[type];
    const checked = schema.safeParse(entry);
    if (!checked.success) {
      for (const issue of checked.error.issues) {
        this.#report(origin, issue.path as Path, issueMessage(issue));
      }
      return;
    }
    if (type === 'event') {
      this.#addAccount(checked.data as z.infer<typeof eventEntry>, origin);
      return;
    }
    const record = checked.data as Holdings[RecordType][number];
    const key = `${type} ${record.id}`;
    const earlier = this.#origins.get(key);
    if (earlier) {
      const where = `${earlier.file}:${earlier.lineOf(earlier.at)}`;
      this.#report(origin, ['id'], `expected an id of its own; "${record.id}" stands at ${where}`);
      return;
    }
    this.#origins.set(key, origin);
    (this.#holdings[type] as unknown[]).push(record);
  }

  #addAccount(entry: z.infer<typeof eventEntry>, origin: Origin): void {
    const { id, name, variants, body, ...account } = entry;
    const held = this.#events.get(id) ?? { id, accounts: [] };
    for (const [field, value] of Object.entries({ name, variants, body })) {
      const other = held[field as 'name' | 'variants' | 'body'];
      if (value !== undefined && other !== undefined) {
        this.#report(origin, [field], `expected once for event "${id}", it is given elsewhere`);
      }
    }
    const gathered: EventRecord = {
      ...held,
      ...withoutUndefined({ name, variants, body }),
      accounts: [...held.accounts, account],
    };
    this.#events.set(id, gathered);
    this.#origins.set(`event ${id} ${gathered.accounts.length - 1}`, origin);
  }

  /** All records; throws {@link SeedsError} when anything was wrong. */
  holdings(): Holdings {
    const holdings: Holdings = { ...this.#holdings, event: [...this.#events.values()] };
    for (const type of RECORD_TYPES) {
      holdings[type].sort((a, b) => (a.id < b.id ? -1 : 1));
    }
    if (this.#problems.length === 0) {
      for (const { type, id, path, message } of findProblems(holdings)) {
        const [head, index, ...rest] = path;
        const ofAccount = type === 'event' && head === 'accounts';
        const key = ofAccount ? `event ${id} ${index ?? 0}` : `${type} ${id}`;
        const origin = this.#origins.get(key) ?? this.#origins.get(`event ${id} 0`);
        if (origin) this.#report(origin, ofAccount ? rest : path, message);
      }
    }
    if (this.#problems.length > 0) throw new SeedsError(this.#problems);
    return holdings;
  }

  #report(origin: Origin, path: Path, message: string): void {
    const whole = [...origin.at, ...path];
    this.#problems.push({
      file: origin.file,
      line: origin.lineOf(whole),
      path: tellPath(whole),
      message,
    });
  }
}

function withDefaultSource(type: RecordType, entry: unknown, source: unknown): unknown {
  if (type !== 'event' && type !== 'claim') return entry;
  if (typeof entry !== 'object' || entry === null || source === undefined) return entry;
  return 'sources' in entry ? entry : { ...entry, sources: [source] };
}

const tellPath = (path: Path): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i ? `.${part}` : part)).join('');

function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `expected no field ${issue.keys.map((key) => `"${key}"`).join(', ')} here`;
  }
  return issue.message.replace(/^Invalid (input|option): /, '');
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
