/** `aide doctor`: looks at everything that can be set up wrongly, and says what to do about it. */
import { relative } from 'node:path';
import type { Diagnosis } from '../../chat/diagnosis.ts';
import { type Places, placesIn, settingsFile } from '../../compose/places.ts';
import { subscribed } from '../../compose/subscribed.ts';
import type { Environment } from '../../config/environment.ts';
import {
  DEFAULT_SETTINGS,
  readSettings,
  type Settings,
  SettingsError,
} from '../../config/settings.ts';
import type { Outside } from '../surroundings.ts';
import { ClockComparison } from './clock.ts';
import { checkFonts, checkNode, checkSecretsFile, checkZoneData } from './machine.ts';
import { checkPlatforms } from './platforms.ts';
import { checkPort } from './port.ts';
import { checkStore } from './store.ts';

/** Exit code 0 where all is well, 1 where something is to be put right. */
export async function doctor({ line, environment, clock, out }: Outside): Promise<number> {
  const { settings, places, faults } = await checkSettings(environment, line.options);
  const store = await checkStore(places.data, places.seeds);
  const comparison = new ClockComparison(clock);
  const diagnoses = [
    checkNode(),
    checkZoneData(clock.now()),
    await checkFonts(),
    ...faults,
    ...(await checkSecretsFile()),
    ...store.diagnoses,
    ...(settings.http ? [await checkPort(settings.http, environment, store.isInUse)] : []),
    ...(await checkPlatforms(settings, environment, store.subscriptions, comparison)),
  ];
  diagnoses.push(comparison.diagnosis(store.lastChange));
  const count = diagnoses.filter(({ state }) => state === 'fault').length;
  out(line.json ? `${JSON.stringify({ well: count === 0, diagnoses })}\n` : linesOf(diagnoses));
  return count === 0 ? 0 : 1;
}

interface SettingsCheck {
  readonly settings: Settings;
  readonly places: Places;
  readonly faults: readonly Diagnosis[];
}

/** Where the settings cannot be used, the rest is looked at as if there were none. */
async function checkSettings(
  environment: Environment,
  options: Outside['line']['options'],
): Promise<SettingsCheck> {
  const of = 'settings';
  const file = settingsFile(environment);
  try {
    const settings = await readSettings(file, environment.config !== undefined);
    const places = placesIn(settings, environment, options);
    subscribed(places);
    const told = settings === DEFAULT_SETTINGS ? 'none; the defaults hold' : relative('.', file);
    return { settings, places, faults: [{ of, state: 'well', told }] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const settings = DEFAULT_SETTINGS;
    const places = placesIn(settings, environment, { ...options, zone: settings.zone });
    const faults = error.problems.map((told): Diagnosis => ({ of, state: 'fault', told }));
    return { settings, places, faults };
  }
}

function linesOf(diagnoses: readonly Diagnosis[]): string {
  const faults = diagnoses.filter(({ state }) => state === 'fault').length;
  const width = Math.max(...diagnoses.map(({ of }) => of.length));
  const lines = diagnoses.map(
    ({ state, of, told }) => `${state.padEnd('fault'.length)}  ${of.padEnd(width)}  ${told}`,
  );
  const end = faults === 0 ? 'All is well.' : `${faults === 1 ? '1 fault' : `${faults} faults`}.`;
  return `${lines.join('\n')}\n${end}\n`;
}
