/** `config/aide.yaml`: what an operator may set. Everything has a default. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isZone } from '../domain/dates/zone.ts';
import { LOCALES } from '../domain/locale.ts';
import {
  DIGEST_SECTIONS,
  digestSection,
  quietDays,
  selection,
  subscription,
} from '../domain/record/schedule.ts';

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  /** All that is wrong, one line each; the message is the first. */
  readonly problems: readonly string[];

  constructor(...problems: [string, ...string[]]) {
    super(problems[0]);
    this.problems = problems;
  }
}

const zone = z.string().refine(isZone, 'expected an IANA time zone such as Asia/Seoul');

/** The name of an environment variable: a secret never stands in the file itself. */
const variable = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]*$/,
    'expected the name of an environment variable, not the secret itself',
  );

const platform = {
  /** Users and groups by role; everyone else may ask. */
  roles: z
    .strictObject({ editor: z.array(z.string()).optional(), admin: z.array(z.string()).optional() })
    .default({}),
  /** Where the bot answers; everywhere where left out. */
  channels: z.array(z.string()).optional(),
};

const slack = z.strictObject({
  botToken: variable.default('SLACK_BOT_TOKEN'),
  appToken: variable.default('SLACK_APP_TOKEN'),
  /** The commands that are also reached by their own name, beside `/aide <command>`. */
  commands: z.array(z.string()).default(['lastmeeting', 'meetings', 'upcoming', 'onthisday']),
  ...platform,
});

const discord = z.strictObject({
  token: variable.default('DISCORD_TOKEN'),
  /** Servers in which the commands are registered; everywhere where left out. */
  guilds: z.array(z.string()).optional(),
  /** Whether the privileged message-content intent was granted: needed for the text prefix. */
  messageContent: z.boolean().default(false),
  prefix: z.string().min(1).max(5).default('!'),
  ...platform,
});

/** A subscription as the settings give it; what is left out is as for everyone. */
const subscriptionSetting = z.strictObject({
  id: subscription.shape.id,
  channel: subscription.shape.channel,
  zone: subscription.shape.zone.optional(),
  locale: subscription.shape.locale.optional(),
  hour: subscription.shape.hour.default('09:00'),
  reminders: z
    .strictObject({
      leads: z.array(z.number().int().min(0).max(400)).min(1).default([30, 7, 1, 0]),
      which: selection.default({}),
      quiet: quietDays.default('keep'),
    })
    .optional(),
  digest: z
    .strictObject({
      cron: z.string().default('0 9 * * 1'),
      sections: z
        .array(digestSection)
        .min(1)
        .default([...DIGEST_SECTIONS]),
    })
    .optional(),
});

/** Where the calendar, and whatever else is read over HTTP, can be had; nowhere where left out. */
const http = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  host: z.string().min(1).default('127.0.0.1'),
  /** The token without which nothing is shown but to say that one is needed. */
  token: variable.optional(),
});

const settingsSchema = z.strictObject({
  /** The language of answers where nobody says another. */
  locale: z.enum(LOCALES).default('en'),
  /** The time zone in which it is "today" where nobody says another. */
  zone: zone.default('Asia/Seoul'),
  /** The folder of the store, from where the program is started. */
  data: z.string().min(1).default('data'),
  slack: slack.default(slack.parse({})),
  discord: discord.default(discord.parse({})),
  http: http.optional(),
  /** The channel in which the editors read what readers report to be wrong, such as `slack:C024BE91L`. */
  editors: subscription.shape.channel.optional(),
  /** What channels are told by itself, beside what is subscribed by command. */
  subscriptions: z.array(subscriptionSetting).default([]),
  /** How late a post may still be made, in hours. */
  maxLateHours: z
    .number()
    .min(1)
    .max(24 * 14)
    .default(48),
  /** Days on which reminders are not posted where a subscription says so. */
  holidays: z.array(z.iso.date()).max(10_000).default([]),
  /** How much one user may ask: at once, and in a minute. */
  questions: z
    .strictObject({
      burst: z.number().int().min(1).max(1000).default(10),
      perMinute: z.number().int().min(1).max(1000).default(30),
    })
    .default({ burst: 10, perMinute: 30 }),
});

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/** Reads the file; the defaults where there is none and none was asked for. */
export async function readSettings(file: string, isRequired: boolean): Promise<Settings> {
  let yaml: string;
  try {
    yaml = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || isRequired) {
      throw new SettingsError(`${file} cannot be read (${code})`);
    }
    return DEFAULT_SETTINGS;
  }
  const document = parseDocument(yaml, { schema: 'core' });
  const broken = document.errors[0];
  if (broken) throw new SettingsError(`${file} is not YAML: ${broken.message.split('\n')[0]}`);
  const checked = settingsSchema.safeParse(document.toJS() ?? {});
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    ({ path, message }) => `${file}: ${path.join('.') || 'the file'}: ${message}`,
  );
  throw new SettingsError(...(problems as [string]));
}
