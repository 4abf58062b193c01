/**
 * A plain question in any of the five languages, understood as a command: by the words of the
 * lexicons, the names of the archive, and dates. No model and no network; the same question of the
 * same archive on the same day is always understood alike.
 */
import { LOCALES, type Locale } from '../../domain/locale.ts';
import type { Asking } from '../command.ts';
import type { Registry } from '../registry.ts';
import type { Invocation } from '../reply.ts';
import { followUp, isTurn, type Subject, withSubject } from './follow-ups.ts';
import { hear } from './heard.ts';
import { officeAlone } from './intents/archive.ts';
import { namesAlone } from './intents/encounters.ts';
import { INTENTS } from './intents/index.ts';
import type { Intent, Reading } from './intents/intent.ts';
import { joined } from './joined.ts';
import { lexiconOf } from './lexicon.ts';
import { type Cut, cut, cutMended } from './pieces.ts';
import type { Piece } from './senses.ts';

export type Understanding =
  | { readonly kind: 'understood'; readonly invocation: Invocation }
  /** It may mean one of these. */
  | {
      readonly kind: 'unsure';
      readonly readings: readonly Invocation[];
      readonly unknown: readonly string[];
    }
  /** `lacksSubject`: it goes on from something of which nothing is known. */
  | {
      readonly kind: 'not-understood';
      readonly unknown: readonly string[];
      readonly lacksSubject?: boolean;
    };

/** No question is longer; what is longer is no question. */
export const LONGEST_QUESTION = 400;
const MOST_READINGS = 3;

export interface Context {
  readonly asking: Asking;
  readonly registry: Registry;
  /** What was last spoken of in the conversation. */
  readonly subject?: Subject | undefined;
}

export function understand(question: string, context: Context): Understanding {
  if (question.length > LONGEST_QUESTION) return { kind: 'not-understood', unknown: [] };
  const { asking } = context;
  const { archive, reader } = asking;
  const locales = languagesOf(question, reader.locale);
  const asTyped = understandCuts(
    locales.map((locale) => cut(question, lexiconOf(locale), archive, reader.today)),
    context,
  );
  if (asTyped.kind === 'understood' || asTyped.unknown.length === 0) return asTyped;
  const mended = understandCuts(
    locales.map((locale) => cutMended(question, lexiconOf(locale), archive, reader.today)),
    context,
  );
  return mended.kind === 'unsure' ? mended : asTyped;
}

/** By the languages that know most of it. */
function understandCuts(cuts: readonly Cut[], context: Context): Understanding {
  const least = Math.min(...cuts.map(({ unknown }) => unknown));
  const outcomes = cuts
    .filter(({ unknown }) => unknown === least)
    .map(({ pieces }) => understandPieces(joined(pieces, context.asking.archive), context));
  return (
    outcomes.find(({ kind }) => kind === 'understood') ??
    outcomes.find(({ kind }) => kind === 'unsure') ??
    outcomes[0] ?? { kind: 'not-understood', unknown: [] }
  );
}

/** The languages that a question may be written in, by its script; the reader's own first. */
function languagesOf(question: string, own: Locale): Locale[] {
  const scripts: [RegExp, Locale[]][] = [
    [/\p{Script=Hangul}/u, ['ko']],
    [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['ja']],
    [/\p{Script=Han}/u, ['zh', 'ja']],
    [/\p{Script=Latin}/u, ['en', 'id']],
  ];
  const found = scripts.flatMap(([script, locales]) => (script.test(question) ? locales : []));
  const unique = LOCALES.filter((locale) => found.includes(locale));
  return unique.sort((a, b) => Number(b === own) - Number(a === own));
}

function understandPieces(pieces: readonly Piece[], context: Context): Understanding {
  const { asking, subject } = context;
  const unknown = pieces
    .filter(({ senses, isSlip }) => senses.length === 0 || isSlip)
    .map(({ typed }) => typed);
  const isSure = !pieces.some(({ isSlip }) => isSlip);
  if (pieces.length === 0) return { kind: 'not-understood', unknown };
  const follow = subject && followUp(pieces, subject, context.registry);
  if (follow?.length === 1 && unknown.length === 0) {
    return { kind: 'understood', invocation: follow[0] as Invocation };
  }
  if (follow?.length && unknown.length === 0) return { kind: 'unsure', readings: follow, unknown };
  const whole = subject ? withSubject(pieces, subject, asking.archive) : pieces;
  const readings = readingsOf(whole, context);
  const [first, ...others] = readings;
  if (first && !first.unsure && others.length === 0 && isSure) {
    return { kind: 'understood', invocation: first.invocation };
  }
  if (first) {
    const invocations = readings.slice(0, MOST_READINGS + 2).map(({ invocation }) => invocation);
    return { kind: 'unsure', readings: invocations, unknown };
  }
  const bare = [namesAlone, officeAlone].flatMap((any) => read(any, whole, context).readings);
  if (bare.length > 0) {
    return { kind: 'unsure', readings: bare.map(({ invocation }) => invocation), unknown };
  }
  return { kind: 'not-understood', unknown, lacksSubject: !subject && isTurn(pieces) };
}

/** Of the first way of understanding it that comes to something; leaving nothing out if one can. */
function readingsOf(pieces: readonly Piece[], context: Context): readonly Reading[] {
  let partial: readonly Reading[] = [];
  for (const intent of INTENTS) {
    const { readings, isWhole } = read(intent, pieces, context);
    if (readings.length === 0) continue;
    if (isWhole) return readings;
    if (partial.length === 0) partial = readings.map((reading) => ({ ...reading, unsure: true }));
  }
  return partial;
}

function read(
  intent: Intent,
  pieces: readonly Piece[],
  { asking, registry }: Context,
): { readings: readonly Reading[]; isWhole: boolean } {
  const nothing = { readings: [], isWhole: false };
  if (!registry.get(intent.command)) return nothing;
  const notions = new Set([...intent.needs.flat(), ...intent.may]);
  const heard = hear(pieces, { notions, takes: intent.takes });
  if (!heard) return nothing;
  const isSaid = intent.needs.every((group) => group.some((notion) => heard.notions.has(notion)));
  if (!isSaid) return nothing;
  return { readings: intent.read(heard, asking), isWhole: heard.unknown.length === 0 };
}
