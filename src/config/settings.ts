/** `config/aide.yaml`: what an operator may set. Everything has a default. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { LOCALES } from '../domain/locale.ts';

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const zone = z.string().refine(isZone, 'expected an IANA time zone such as Asia/Seoul');

const settingsSchema = z.strictObject({
  /** The language of answers where nobody says another. */
  locale: z.enum(LOCALES).default('en'),
  /** The time zone in which it is "today" where nobody says another. */
  zone: zone.default('Asia/Seoul'),
  /** The folder of the store, from where the program is started. */
  data: z.string().min(1).default('data'),
});

export type Settings = z.infer<typeof settingsSchema>;

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.trim() !== '';
  } catch {
    return false;
  }
}

/** Reads the file; the defaults where there is none and none was asked for. */
export async function readSettings(file: string, isRequired: boolean): Promise<Settings> {
  let yaml = '';
  try {
    yaml = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || isRequired)
      throw new SettingsError(`${file} cannot be read (${code})`);
  }
  const document = parseDocument(yaml, { schema: 'core' });
  const broken = document.errors[0];
  if (broken) throw new SettingsError(`${file} is not YAML: ${broken.message.split('\n')[0]}`);
  const checked = settingsSchema.safeParse(document.toJS() ?? {});
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new SettingsError(`${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
}
