/** The sources of one reply: numbered as they are first cited, listed at its end. */
import { fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Source } from '../../domain/record/reference.ts';
import type { Telling } from '../command.ts';
import { type Block, type CitedSource, type Span, type Spans, text } from '../reply.ts';
import { tellDate } from './dates.ts';

export class Citations {
  readonly #asking: Telling;
  readonly #numbers = new Map<string, number>();

  constructor(asking: Telling) {
    this.#asking = asking;
  }

  /** ` [1][2]`, to stand after what the sources say. */
  cite(sources: readonly string[]): Spans {
    return sources.map((id, i): Span => {
      const number = this.#numbers.get(id) ?? this.#numbers.size + 1;
      this.#numbers.set(id, number);
      return { kind: 'cite', source: id, text: `${i === 0 ? ' ' : ''}[${number}]` };
    });
  }

  /** The list of everything cited so far. */
  blocks(): Block[] {
    const items = [...this.#numbers].flatMap(([id, number]): CitedSource[] => {
      const source = this.#asking.archive.record('source', id);
      if (!source) return [];
      return [{ id, number, spans: sourceSpans(this.#asking, source), url: source.url ?? null }];
    });
    return items.length > 0 ? [{ kind: 'sources', items }] : [];
  }
}

/** Title, publisher and date; what is known to be wrong with it is told with it. */
export function sourceSpans({ book }: Telling, source: Source): Spans {
  const name: Span = source.title
    ? { kind: 'foreign', text: source.title, lang: source.language }
    : text(source.about ? inLocale(source.about, book.locale) : source.id);
  const linked: Span = source.url ? { kind: 'link', text: name.text, url: source.url } : name;
  const published = source.date ? tellDate(book, fuzzyDate(source.date), 'plain') : '';
  const spans: Span[] = [
    linked,
    text(' — '),
    { kind: 'foreign', text: source.publisher, lang: source.language },
    ...(published ? [text(`, ${published}`)] : []),
  ];
  if (!source.caution) return spans;
  const caution = inLocale(source.caution, book.locale);
  return [...spans, ...book.spans('source.caution', { caution })];
}
