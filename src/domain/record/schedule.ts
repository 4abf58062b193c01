/** What the bot says by itself: subscriptions of channels, and each post that came of them. */
import { z } from 'zod';
import { isZone } from '../dates/zone.ts';
import { LOCALES } from '../locale.ts';
import { edtf, id, text } from './fields.ts';

/** A door and a channel behind it: `slack:C024BE91L`. */
export const channelRef = z
  .string()
  .regex(/^(slack|discord|console|web):[\w-]{1,64}$/, 'expected a channel such as slack:C024BE91L');

const zone = z.string().refine(isZone, 'expected an IANA time zone such as Asia/Seoul');

/** What becomes of a reminder that falls on a weekend or a holiday. */
export const quietDays = z.enum(['keep', 'before', 'after', 'skip']);
export type QuietDays = z.infer<typeof quietDays>;

/** Which milestones: all, or those that one of these stands behind. */
export const selection = z.strictObject({
  /** Both of these countries or bodies took part. */
  pair: z.tuple([z.string(), z.string()]).optional(),
  person: id.optional(),
  /** Or a country. */
  body: z.string().optional(),
  topic: id.optional(),
  milestone: id.optional(),
});
export type Selection = z.infer<typeof selection>;

export const DIGEST_SECTIONS = [
  'week',
  'onthisday',
  'new',
  'contacts',
  'passed',
  'missed',
] as const;
export const digestSection = z.enum(DIGEST_SECTIONS);
export type DigestSection = z.infer<typeof digestSection>;

/** One reminder put off: the occasion, and until when. */
const snoozed = z.strictObject({ occasion: text, until: z.iso.datetime() });

export const subscription = z.strictObject({
  id,
  channel: channelRef,
  zone,
  locale: z.enum(LOCALES),
  /** Local time of day at which reminders are posted. */
  hour: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 09:00'),
  reminders: z
    .strictObject({
      leads: z.array(z.number().int().min(0).max(400)).min(1),
      which: selection,
      quiet: quietDays,
    })
    .optional(),
  digest: z.strictObject({ cron: text, sections: z.array(digestSection).min(1) }).optional(),
  /** Kept in the settings, or made by a command. */
  origin: z.enum(['config', 'command']),
  /** Nothing that fell before this is posted. */
  since: z.iso.datetime(),
  /** Not posted while it is; what fell meanwhile is not made up for. */
  paused: z.iso.datetime().optional(),
  /** Why the platform takes no posts in the channel, where that is why it is paused. */
  closed: text.optional(),
  snoozed: z.array(snoozed).optional(),
});
export type Subscription = z.infer<typeof subscription>;

export const deliveryState = z.enum([
  /** About to be sent, or being sent: if the process ends here, nobody knows. */
  'claimed',
  /** Certainly not posted yet; will be tried again. */
  'waiting',
  /** Perhaps posted: the platform is asked before anything is sent again. */
  'unknown',
  'sent',
  /** The platform will not take it. */
  'refused',
  /** Given up though it should have been posted: too old, or too many attempts. */
  'missed',
  /** Wanted no longer: dropped by an operator, its subscription removed, or a later one due. */
  'dropped',
]);
export type DeliveryState = z.infer<typeof deliveryState>;

export const delivery = z.strictObject({
  /** The key under which it is posted, and found again. */
  id: text,
  subscription: id,
  channel: channelRef,
  thread: text.optional(),
  kind: z.enum(['reminder', 'digest', 'correction']),
  /** The key of the post that a correction corrects. */
  corrects: text.optional(),
  milestone: id.optional(),
  event: id.optional(),
  /** The date of the occasion as it was announced. */
  date: edtf.optional(),
  status: text.optional(),
  count: z.number().int().optional(),
  /** Where it was announced to take place. */
  place: id.optional(),
  lead: z.number().int().optional(),
  /** When it was due. */
  due: z.iso.datetime(),
  state: deliveryState,
  attempts: z.number().int().min(0),
  /** When the state was reached. */
  at: z.iso.datetime(),
  /** When it was last handed to the platform. */
  tried: z.iso.datetime().optional(),
  /** Not tried again before this. */
  notBefore: z.iso.datetime().optional(),
  /** How often it was sent again after the platform was asked for it and showed none. */
  resent: z.number().int().optional(),
  /** How many of it the platform showed; counted only where it was sent again. */
  copies: z.number().int().optional(),
  /** How often they were counted. */
  counted: z.number().int().optional(),
  /** The platform's id of the message. */
  message: text.optional(),
  /** What it says, as a reply; held while it is claimed, and from then on by the journal alone. */
  words: z.json().optional(),
  reason: text.optional(),
});
export type DeliveryRecord = z.infer<typeof delivery>;
