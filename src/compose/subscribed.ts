import { SettingsError } from '../config/settings.ts';
import { CronError, readCron } from '../schedule/cron.ts';
import type { Setting } from '../schedule/subscriptions.ts';
import type { Places } from './places.ts';

/** The subscriptions of the settings, in the zone and language of everyone where they say no other. */
export function subscribed({ settings, zone, locale }: Places): Setting[] {
  return settings.subscriptions.map((subscription, i) => {
    try {
      if (subscription.digest) readCron(subscription.digest.cron);
    } catch (error) {
      if (!(error instanceof CronError)) throw error;
      throw new SettingsError(`subscriptions.${i}.digest.cron: ${error.message}`);
    }
    return {
      ...subscription,
      zone: subscription.zone ?? zone,
      locale: subscription.locale ?? locale,
    };
  });
}
