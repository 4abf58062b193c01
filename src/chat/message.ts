/**
 * A message in ICU's notation, read once and ready to have values put into it. It is read by
 * `intl-messageformat`, and put together here, for spans must keep their kind and every line of every
 * answer is a message: words, `{values}`, `number`, `<b>`, `<code>`, `plural`, `selectordinal`, `select`.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { once } from '../domain/once.ts';
import type { Span, Spans } from './reply.ts';

/** What may be put into a message: plain values, or spans that keep their kind. */
export type MessageValue = string | number | Span | Spans;
export type MessageValues = Readonly<Record<string, MessageValue>>;

/** Puts values into their places; throws for one that is missing. Neighbouring plain texts are one. */
export type Message = (values: MessageValues) => Spans;

/** `tag` is that of the language, for `Intl`; throws for what a message may not hold. */
export function messageOf(words: string, tag: string): Message {
  const parts = partsOf(new IntlMessageFormat(words, tag).getAst() as Element[], { tag });
  return (values) => {
    const spans: Span[] = [];
    fill(parts, values, spans, words);
    return spans;
  };
}

/** An element of a message, as `@formatjs/icu-messageformat-parser` reads it. */
interface Element {
  readonly type: number;
  /** Words, or the name of a value or a tag. */
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: Element[] }>>;
  readonly pluralType?: Intl.PluralRuleType;
  readonly children?: Element[];
}

/** The parser's types of elements. */
const TYPE = { words: 0, value: 1, number: 2, select: 5, plural: 6, figures: 7, tag: 8 };

type Style = 'bold' | 'code' | undefined;

/** Words as they are; a value; or parts that depend on one. */
type Part =
  | { readonly words: string; readonly style: Style }
  | { readonly name: string; readonly style: Style }
  | { readonly by: string; choose(value: MessageValue): readonly Part[] };

interface Within {
  readonly tag: string;
  readonly style?: Style;
  /** The number of the plural in which it stands. */
  readonly counted?: string;
}

const partsOf = (elements: readonly Element[], within: Within): Part[] =>
  elements.flatMap((element) => partOf(element, within));

function partOf(element: Element, within: Within): Part | Part[] {
  const { type, value, children = [] } = element;
  const { tag, style, counted } = within;
  if (type === TYPE.words) return { words: value, style };
  if (type === TYPE.value) return { name: value, style };
  if (type === TYPE.plural) return plural(element, within);
  if (type === TYPE.select) {
    const options = optionsOf(element, within);
    return { by: value, choose: (chosen) => options.get(String(chosen)) ?? other(options) };
  }
  const number = type === TYPE.number ? value : type === TYPE.figures ? counted : undefined;
  if (number !== undefined) {
    return { by: number, choose: (n) => [{ words: figures(tag, Number(n)), style }] };
  }
  if (type === TYPE.tag && (value === 'b' || value === 'code')) {
    return partsOf(children, { ...within, style: value === 'b' ? 'bold' : 'code' });
  }
  throw new Error(`a message may not hold "${value}" of type ${type}`);
}

function plural(element: Element, within: Within): Part {
  const { value: by, pluralType = 'cardinal' } = element;
  const options = optionsOf(element, { ...within, counted: by });
  const choose = (count: MessageValue) =>
    options.get(`=${count}`) ??
    options.get(category(within.tag, pluralType, Number(count))) ??
    other(options);
  return { by, choose };
}

const optionsOf = ({ options = {} }: Element, within: Within): Map<string, readonly Part[]> =>
  new Map(Object.entries(options).map(([key, { value }]) => [key, partsOf(value, within)]));

const other = (options: ReadonlyMap<string, readonly Part[]>): readonly Part[] =>
  options.get('other') ?? [];

const rulesOf = once(
  (tag: string, type: string) => new Intl.PluralRules(tag, { type: type as 'cardinal' }),
);

const category = once((tag: string, type: string, count: number) =>
  rulesOf(tag, type).select(count),
);

const formatOf = once((tag: string) => new Intl.NumberFormat(tag));

const figures = once((tag: string, count: number) => formatOf(tag).format(count));

function fill(parts: readonly Part[], values: MessageValues, into: Span[], words: string): void {
  for (const part of parts) {
    if ('words' in part) {
      add(part.words, part.style, into);
      continue;
    }
    const name = 'by' in part ? part.by : part.name;
    const value = values[name];
    if (value === undefined) throw new Error(`no "${name}" for the message "${words}"`);
    if ('by' in part) fill(part.choose(value), values, into, words);
    else if (typeof value !== 'object') add(String(value), part.style, into);
    else if ('kind' in value) addSpan(value, into);
    else for (const span of value) addSpan(span, into);
  }
}

const addSpan = (span: Span, to: Span[]): unknown =>
  span.kind === 'text' ? add(span.text, span.style, to) : span.text !== '' && to.push(span);

type TextStyle = (Span & { kind: 'text' })['style'];

function add(text: string, style: TextStyle, to: Span[]): void {
  if (text === '') return;
  const last = to[to.length - 1];
  const alike = last?.kind === 'text' && last.style === style;
  const whole = alike ? last.text + text : text;
  const span: Span = style ? { kind: 'text', text: whole, style } : { kind: 'text', text: whole };
  if (alike) to[to.length - 1] = span;
  else to.push(span);
}
