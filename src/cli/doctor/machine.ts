/** What the machine brings along: Node, time zones and languages, letters for pictures. */
import { stat } from 'node:fs/promises';
import type { Diagnosis } from '../../chat/diagnosis.ts';
import { LOCALES } from '../../domain/locale.ts';

/** The oldest Node that the program runs on, as `engines` of package.json says. */
const OLDEST = [20, 19] as const;

export function checkNode(version = process.versions.node): Diagnosis {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (isNew) return { of: 'node', state: 'well', told: version };
  const told = `${version} is too old: install ${OLDEST.join('.')} or later`;
  return { of: 'node', state: 'fault', told };
}

/** Node may be built with English alone; and its table of time zones ages. */
export function checkZoneData(now: Date, tables = process.versions.tz ?? ''): Diagnosis {
  const missing = LOCALES.filter(
    (locale) => Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0,
  );
  if (missing.length > 0) {
    const told = `this Node knows no ${missing.join(', ')}: install one with full ICU data`;
    return { of: 'zones', state: 'fault', told };
  }
  const age = now.getUTCFullYear() - Number.parseInt(tables, 10);
  if (age > 2) {
    const told = `time zones are of ${tables}, and have changed since: update Node`;
    return { of: 'zones', state: 'note', told };
  }
  return { of: 'zones', state: 'well', told: `time zones of ${tables}` };
}

/** A letter for each of the five languages. */
const LETTERS = ['e', 'é', '한', '国', '國', 'の', 'カ'];

export async function checkFonts(letters = LETTERS): Promise<Diagnosis> {
  try {
    const { missingLetters } = await import('../../adapters/picture/letters.ts');
    const missing = await missingLetters(letters);
    if (missing.length === 0) {
      return { of: 'fonts', state: 'well', told: 'letters for all five languages' };
    }
    const told = `no letter for ${missing.join(' ')}: run "npm ci" again`;
    return { of: 'fonts', state: 'fault', told };
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    const told = `timelines cannot be painted (${reason}): run "npm ci" on this machine`;
    return { of: 'fonts', state: 'fault', told };
  }
}

/** Tokens in a file are for whoever runs the bot alone. */
export async function checkSecretsFile(file = '.env'): Promise<Diagnosis[]> {
  const held = await stat(file).catch(() => undefined);
  if (!held) return [];
  const isOpen = process.platform !== 'win32' && (held.mode & 0o077) !== 0;
  if (!isOpen) return [{ of: 'secrets', state: 'well', told: `${file} is yours alone` }];
  const told = `others on this machine may read ${file}: run "chmod 600 ${file}"`;
  return [{ of: 'secrets', state: 'fault', told }];
}
