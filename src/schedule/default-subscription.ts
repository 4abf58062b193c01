/** What is posted where nobody has said anything: on the console, and in a preview. */
import type { Locale } from '../domain/locale.ts';
import { DIGEST_SECTIONS, type Subscription } from '../domain/record/schedule.ts';

/** Days ahead at which a milestone is announced where nobody says others. */
export const DEFAULT_LEADS: readonly number[] = [30, 7, 1, 0];

export interface Defaults {
  readonly zone: string;
  readonly locale: Locale;
}

/** Reminders of every milestone at nine, and a digest on Mondays at nine. */
export function defaultSubscription(
  { zone, locale }: Defaults,
  since: Date = new Date(0),
): Subscription {
  return {
    id: 'default',
    channel: 'console:terminal',
    zone,
    locale,
    hour: '09:00',
    reminders: { leads: [...DEFAULT_LEADS], which: {}, quiet: 'keep' },
    digest: { cron: '0 9 * * 1', sections: [...DIGEST_SECTIONS] },
    origin: 'command',
    since: since.toISOString(),
  };
}
