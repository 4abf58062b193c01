/** `aide init`: asks what is needed, writes the settings and the tokens, and looks whether all is well. */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { settingsFile } from '../../compose/places.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../../config/settings.ts';
import { isZone } from '../../domain/dates/zone.ts';
import { LOCALES } from '../../domain/locale.ts';
import { doctor } from '../doctor/doctor.ts';
import type { Outside } from '../surroundings.ts';
import { ignoreInGit, writeSecrets, writeSettings } from './files.ts';
import { Interview } from './interview.ts';
import {
  askAdmin,
  askTokens,
  IDS,
  invitationLine,
  PLATFORMS,
  type PlatformName,
  STEPS,
} from './platforms.ts';

/** Where the tokens are read from when the program starts. */
const SECRETS = '.env';

/** Nothing is written before the last question is answered. Resolves to the exit code of the doctor. */
export async function init(outside: Outside): Promise<number> {
  const { environment, input, out } = outside;
  const file = settingsFile(environment);
  const interview = new Interview(input, out);
  const answers = await ask(interview, outside, file).finally(() => interview.close());
  const written: string[] = [];
  if (answers.settings) {
    await writeSettings(file, answers.settings);
    written.push(relative('.', file));
  }
  if (answers.secrets.size > 0) {
    await writeSecrets(SECRETS, answers.secrets);
    await ignoreInGit('.gitignore', SECRETS);
    written.push(`${SECRETS} (which only you may read)`);
  }
  out(written.length > 0 ? `\nWritten: ${written.join(', ')}.\n` : '\nNothing was written.\n');
  const now = environment.with(Object.fromEntries(answers.secrets));
  out(answers.platforms.includes('discord') ? await invitationLine(answers.held, now) : '');
  out('\n');
  return doctor({ ...outside, environment: now });
}

interface Answers {
  /** Missing where those that are there stay. */
  readonly settings?: object;
  readonly held: Settings;
  readonly platforms: readonly PlatformName[];
  readonly secrets: ReadonlyMap<string, string>;
}

async function ask(interview: Interview, outside: Outside, file: string): Promise<Answers> {
  const { environment, out } = outside;
  const isThere = (await stat(resolve(file)).catch(() => undefined)) !== undefined;
  const shown = relative('.', file);
  const mayWrite = !isThere || (await interview.agrees(`${shown} is there already. Replace it?`));
  const held = mayWrite ? DEFAULT_SETTINGS : await readSettings(file, true);
  const general = mayWrite ? await askGeneral(interview, outside) : {};
  const platforms = await askPlatforms(interview);
  const roles: Record<string, object> = {};
  const secrets = new Map<string, string>();
  for (const platform of platforms) {
    STEPS[platform](held, out);
    for (const [name, token] of await askTokens(platform, interview, held, environment)) {
      secrets.set(name, token);
    }
    const admin = mayWrite ? await askAdmin(platform, interview) : '';
    if (admin !== '') roles[platform] = { roles: { admin: [admin] } };
  }
  if (!mayWrite) return { held, platforms, secrets };
  const editors = platforms.length > 0 ? await askEditors(interview, platforms) : '';
  const settings = { ...general, ...roles, ...(editors !== '' && { editors }) };
  return { settings, held, platforms, secrets };
}

async function askGeneral(interview: Interview, { line, environment }: Outside): Promise<object> {
  const locale =
    line.options.locale ??
    (await interview.ask({
      text: `Language of answers, one of ${LOCALES.join(', ')}`,
      fallback: environment.locale ?? 'en',
      wrong: (answer) =>
        LOCALES.some((l) => l === answer) ? undefined : `expected one of ${LOCALES.join(', ')}`,
    }));
  const zone =
    line.options.zone ??
    (await interview.ask({
      text: 'Time zone in which it is "today"',
      fallback: environment.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      wrong: (answer) => (isZone(answer) ? undefined : 'expected one such as Asia/Seoul'),
    }));
  return { locale, zone };
}

const NONE = 'none';

async function askPlatforms(interview: Interview): Promise<PlatformName[]> {
  const named = (answer: string) => answer.toLowerCase().split(/[\s,]+/);
  const isKnown = (name: string) => name === NONE || PLATFORMS.some((p) => p === name);
  const answer = await interview.ask({
    text: 'Platforms: slack, discord, or both (slack,discord)',
    fallback: NONE,
    wrong: (typed) => (named(typed).every(isKnown) ? undefined : 'expected slack, discord or none'),
  });
  return PLATFORMS.filter((platform) => named(answer).includes(platform));
}

/** A channel that is written as the settings have it: `slack:C024BE91L`. */
function askEditors(interview: Interview, platforms: readonly PlatformName[]): Promise<string> {
  const wrong = (answer: string) => {
    const [platform, id = ''] = answer.split(':');
    const known = platforms.find((name) => name === platform);
    return known && IDS[known].channel.test(id)
      ? undefined
      : 'expected a channel such as slack:C024BE91L or discord:41771983423143937';
  };
  return interview.ask({
    text: 'Channel in which editors read what is reported to be wrong (slack:C024BE91L; empty for none)',
    wrong,
  });
}
