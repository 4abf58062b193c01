/**
 * An event and the accounts of it. An account is what one source, or several that agree, say of
 * one event; two sources on one event are two accounts, never two events. Which value is told, and
 * where accounts conflict, is worked out from them (`../events/view.ts`), never written here.
 */
import { z } from 'zod';
import {
  edtf,
  facts,
  id,
  languageTag,
  localText,
  oneOrMore,
  provenanceFields,
  side,
  standing,
  text,
} from './fields.ts';
import { rank } from './reference.ts';

/**
 * `multilateral` is a gathering of many; `encounter` one in passing, such as a handshake; `act` a
 * legal or ceremonial one that nobody need meet for: ties established, a treaty in force.
 */
export const eventKind = z.enum([
  'meeting',
  'summit',
  'dialogue',
  'multilateral',
  'call',
  'visit',
  'encounter',
  'signing',
  'statement',
  'act',
]);
export type EventKind = z.infer<typeof eventKind>;

export const FORMATS = ['in-person', 'virtual', 'phone', 'correspondence'] as const;
export const eventFormat = z.enum(FORMATS);
export type EventFormat = z.infer<typeof eventFormat>;

export const eventStatus = z.enum(['held', 'planned', 'postponed', 'cancelled', 'to-be-confirmed']);
export type EventStatus = z.infer<typeof eventStatus>;

/** One who took part, and the side they sat on; without a person, a side that sat there. */
export const participant = z.strictObject({
  side,
  person: id.optional(),
  /** The offices in which the source presents them. */
  offices: oneOrMore(id).optional(),
  ...provenanceFields,
});

export const pointAct = z.enum([
  'request',
  'pledge',
  'position',
  'concern',
  'condemnation',
  'agreement',
  'invitation',
]);

export type PointAct = z.infer<typeof pointAct>;

/** The source's own words. `verbatim` stood in quotation marks there; the rest is its paraphrase. */
export const wording = z.strictObject({
  text,
  lang: languageTag,
  verbatim: z.boolean(),
});
export type Wording = z.infer<typeof wording>;

/** Something that one side said to another. */
export const point = z.strictObject({
  /** Unique within the event; the same id in another account is the same point. */
  id,
  side,
  by: id.optional(),
  to: z.array(side).optional(),
  act: pointAct,
  topic: id.optional(),
  formula: id.optional(),
  /** What was said, in this archive's own words. */
  gist: localText,
  wording: wording.optional(),
  /** Who told it, when that was not the speaker's own side: a person, a body or a country. */
  relayed: z.strictObject({ by: z.union([side, id]), stated: text.optional() }).optional(),
  /** The point of the same event to which this replies. */
  reply_to: id.optional(),
  /** Why its sense is doubtful, such as a sentence that a translation turned round. */
  doubt: localText.optional(),
  ...provenanceFields,
});
export type Point = z.infer<typeof point>;

/** What came of the event: an agreement reached, a paper signed. */
export const outcome = z.strictObject({
  id,
  gist: localText,
  topic: id.optional(),
  wording: wording.optional(),
  doubt: localText.optional(),
  ...provenanceFields,
});
export type Outcome = z.infer<typeof outcome>;

export const mention = z.strictObject({ event: id, stated: text.optional(), at: text.optional() });
export type Mention = z.infer<typeof mention>;

/** Minutes; `about` where the source says so. */
export const duration = z.strictObject({
  minutes: z.number().int().positive().max(100_000),
  about: z.boolean().optional(),
});
export type Duration = z.infer<typeof duration>;

/** The number of an event in its series. */
export const ordinal = z.number().int().positive().max(10_000);

export const account = z.strictObject({
  /** Those who say all of this; at least one. */
  sources: oneOrMore(id),
  standing: standing.optional(),
  /** The place in the source that speaks of the event. */
  at: text.optional(),
  kind: eventKind.optional(),
  format: eventFormat.optional(),
  status: eventStatus.optional(),
  /** When a plan became known: the event is "planned" from this day on. */
  announced: edtf.optional(),
  /** Stated only where no office is: the level follows from the offices of the day. */
  level: rank.optional(),
  date: facts(edtf).optional(),
  place: facts(id).optional(),
  /** Its turn among the events of one day, 1 first. */
  turn: z.number().int().positive().optional(),
  /** The gathering or visit on whose occasion it took place. */
  occasion: id.optional(),
  series: id.optional(),
  /** Its number in the series. */
  ordinal: facts(ordinal).optional(),
  participants: z.array(participant).optional(),
  duration: facts(duration).optional(),
  points: z.array(point).optional(),
  outcomes: z.array(outcome).optional(),
  mentions: z.array(mention).optional(),
});
export type Account = z.infer<typeof account>;

export const event = z.strictObject({
  id,
  /** Its proper name, where it has one: a gathering, a treaty. */
  name: localText.optional(),
  variants: z.array(text).optional(),
  /** The organisation whose event it is. */
  body: id.optional(),
  accounts: z.array(account).min(1),
});
export type EventRecord = z.infer<typeof event>;
