/** Where things lie and how answers are told: the command line, the environment, the settings. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../adapters/clock.ts';
import type { Environment } from '../config/environment.ts';
import { readSettings, type Settings, SettingsError } from '../config/settings.ts';
import type { Corpus } from '../domain/corpus.ts';
import { isZone } from '../domain/dates/zone.ts';
import type { Locale } from '../domain/locale.ts';

/** The folder of the program itself, where its seeds lie. */
const HOME = fileURLToPath(new URL('../..', import.meta.url));

/** What the command line may say otherwise than the settings. */
export interface Options {
  readonly data?: string | undefined;
  readonly seeds?: string | undefined;
  readonly zone?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly corpus?: Corpus | undefined;
  readonly clock?: Clock | undefined;
  /** The archive as it was held at this moment. */
  readonly asOf?: Date | undefined;
}

export interface Places {
  readonly settings: Settings;
  /** Folder of the store. */
  readonly data: string;
  /** Folder of the seed files. */
  readonly seeds: string;
  readonly zone: string;
  readonly locale: Locale;
  /** Under what name the owner's changes are kept. */
  readonly author: string;
}

/** Where things lie and how answers are told: options, then environment, then settings. */
export async function findPlaces(environment: Environment, options: Options): Promise<Places> {
  const file = settingsFile(environment);
  const settings = await readSettings(file, environment.config !== undefined);
  return placesIn(settings, environment, options);
}

/** Where the settings stand, or would. */
export const settingsFile = (environment: Environment): string =>
  environment.config ?? resolve(HOME, 'config', 'aide.yaml');

/** The same with settings that were read. */
export function placesIn(settings: Settings, environment: Environment, options: Options): Places {
  const zone = options.zone ?? environment.zone ?? settings.zone;
  if (!isZone(zone)) throw new SettingsError(`AIDE_ZONE: "${zone}" is not an IANA time zone`);
  return {
    settings,
    data: resolve(options.data ?? environment.data ?? settings.data),
    seeds: resolve(options.seeds ?? environment.seeds ?? resolve(HOME, 'seeds')),
    zone,
    locale: options.locale ?? environment.locale ?? settings.locale,
    author: environment.user ?? 'owner',
  };
}
