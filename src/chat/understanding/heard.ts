/** What a question says, as far as one way of understanding it takes it up. */
import type { FormatChoice } from '../../archive/encounters.ts';
import type { Rank } from '../../domain/record/reference.ts';
import { hasNotion, type Notion, type Piece, type Role, type Sense, type When } from './senses.ts';

export interface HeardParty {
  /** One id, or several where the name may mean several. */
  readonly ids: readonly string[];
  readonly isPerson: boolean;
  readonly typed: string;
  readonly rank?: Rank | undefined;
  readonly role?: Role | undefined;
  /** One of those that a word such as `Sino-Korean` names together. */
  readonly isOfPair?: boolean;
}

export interface HeardWhen {
  readonly when: When;
  readonly role: Role | undefined;
  readonly typed: string;
}

export interface Heard {
  readonly notions: ReadonlySet<Notion>;
  readonly parties: readonly HeardParty[];
  readonly whens: readonly HeardWhen[];
  readonly topics: readonly string[];
  readonly formulas: readonly string[];
  readonly ranks: readonly Rank[];
  readonly formats: readonly FormatChoice[];
  /** What an event may be known by: its place, its series, its own name. */
  readonly events: readonly Extract<Sense, { kind: 'place' | 'series' | 'event' }>[];
  /** Those that each title may mean. */
  readonly offices: readonly (readonly string[])[];
  readonly ordinals: readonly number[];
  readonly quotes: readonly string[];
  /** The words of names, quotations and of what is not known, as they were typed. */
  readonly words: readonly string[];
  /** How many of them are names and quotations. */
  readonly known: number;
  /** All that was said but the words that ask whether it is true. */
  readonly claim: string;
  /** Pieces that this understanding has no place for. */
  readonly unknown: readonly string[];
}

export type Kind = Exclude<Sense['kind'], 'filler' | 'notion' | 'role'> | 'unknown';

export interface Attention {
  /** The notions that have a place in it. */
  readonly notions: ReadonlySet<Notion>;
  /** What else it takes, the likeliest meaning of a word first; `unknown` where any words will do. */
  readonly takes: readonly Kind[];
}

/** Undefined where the question says something that this way of understanding it would drop. */
export function hear(pieces: readonly Piece[], { notions, takes }: Attention): Heard | undefined {
  const said = new Set<Notion>();
  const parties: HeardParty[] = [];
  const whens: HeardWhen[] = [];
  const topics: string[] = [];
  const formulas: string[] = [];
  const ranks: Rank[] = [];
  const formats: FormatChoice[] = [];
  const events: Heard['events'][number][] = [];
  const offices: string[][] = [];
  const ordinals: number[] = [];
  const quotes: string[] = [];
  const words: string[] = [];
  const unknown: string[] = [];
  let known = 0;
  for (const { typed, senses } of pieces) {
    if (senses.length === 0) {
      (takes.includes('unknown') ? words : unknown).push(typed);
      continue;
    }
    const meant = senses.filter((s) => s.kind === 'notion' && notions.has(s.notion));
    const kind = takes.find((k) => senses.some((s) => s.kind === k));
    const taken = kind ? senses.filter((s) => s.kind === kind) : [];
    if (meant.length === 0 && taken.length === 0) {
      if (senses.some((s) => s.kind === 'filler')) continue;
      return undefined;
    }
    for (const s of meant) if (s.kind === 'notion') said.add(s.notion);
    // A level is told by words that also say that somebody met: both are heard.
    for (const s of taken) {
      if (s.kind === 'party') {
        const { ids, type, rank, role } = s;
        parties.push({ ids, isPerson: type === 'person', typed, rank, role });
      } else if (s.kind === 'parties') {
        for (const id of s.ids) {
          parties.push({ ids: [id], isPerson: false, typed: id, isOfPair: true });
        }
      } else if (s.kind === 'when') whens.push({ when: s.when, role: s.role, typed });
      else if (s.kind === 'topic') topics.push(s.id);
      else if (s.kind === 'formula') formulas.push(s.id);
      else if (s.kind === 'level' || s.kind === 'title') ranks.push(s.rank);
      else if (s.kind === 'format') formats.push(s.format);
      else if (s.kind === 'ordinal') ordinals.push(s.ordinal);
      else if (s.kind === 'quote') quotes.push(s.text);
      else if (s.kind === 'place' || s.kind === 'series' || s.kind === 'event') events.push(s);
    }
    const titled = taken.flatMap((s) => (s.kind === 'office' ? s.id : []));
    if (titled.length > 0) offices.push(titled);
    const isNamed = kind !== undefined && kind !== 'level' && kind !== 'title' && kind !== 'format';
    if (isNamed) known++;
    if (isNamed) words.push(kind === 'quote' ? `"${quotes.at(-1)}"` : typed);
  }
  return {
    notions: said,
    parties,
    whens,
    topics,
    formulas,
    ranks,
    formats,
    events,
    offices,
    ordinals,
    quotes,
    words,
    known,
    claim: withoutLooseEnd(pieces.filter((piece) => !hasNotion(piece, 'truth')))
      .map(({ typed, isApart }) => (isApart ? ` ${typed}` : typed))
      .join('')
      .trim(),
    unknown,
  };
}

/** Without the particle by which a claim hangs on "is it true": 열린 게, 開催は. */
function withoutLooseEnd(pieces: readonly Piece[]): readonly Piece[] {
  const end = pieces.findLastIndex(
    ({ typed, senses }) => typed.length > 1 || !senses.some(({ kind }) => kind === 'filler'),
  );
  return pieces.slice(0, end + 1);
}
