/** The only reader of the process environment. */
import { type Locale, supportedLocale } from '../domain/locale.ts';

export interface Environment {
  /** Folder of the store: `AIDE_DATA`. */
  readonly data: string | undefined;
  /** Folder of the seed files: `AIDE_SEEDS`. */
  readonly seeds: string | undefined;
  /** `AIDE_CONFIG` */
  readonly config: string | undefined;
  /** `AIDE_ZONE` */
  readonly zone: string | undefined;
  /** `AIDE_LOCALE`, else the terminal's language where it is one of the five. */
  readonly locale: Locale | undefined;
  /** Who sits at the terminal: `AIDE_USER`, else `USER`. */
  readonly user: string | undefined;
  /** Whether the terminal asked for plain text: `NO_COLOR`. */
  readonly plain: boolean;
  /** How much is logged: `AIDE_LOG`, such as `debug`. */
  readonly logLevel: string | undefined;
  /** Where the platforms' clients connect instead: `SLACK_API_URL`, `DISCORD_API_URL`. */
  readonly slackApiUrl: string | undefined;
  readonly discordApiUrl: string | undefined;
  /** A secret by the name of its variable. */
  secret(name: string): string | undefined;
  /** The same with more variables set. */
  with(more: Readonly<Record<string, string>>): Environment;
  /** Whether the terminal is one that shows OSC 8 links. */
  readonly links: boolean;
}

/** Takes in the file `.env` of the working folder, where there is one; what is set already stays. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const terminal = given('LC_ALL') ?? given('LC_MESSAGES') ?? given('LANG') ?? '';
  return {
    data: given('AIDE_DATA'),
    seeds: given('AIDE_SEEDS'),
    config: given('AIDE_CONFIG'),
    zone: given('AIDE_ZONE'),
    locale: supportedLocale(given('AIDE_LOCALE') ?? terminal),
    user: given('AIDE_USER') ?? given('USER') ?? given('USERNAME'),
    plain: given('NO_COLOR') !== undefined,
    logLevel: given('AIDE_LOG'),
    slackApiUrl: given('SLACK_API_URL'),
    discordApiUrl: given('DISCORD_API_URL'),
    secret: given,
    with: (more) => readEnvironment({ ...env, ...more }),
    links:
      given('FORCE_HYPERLINK') !== undefined ||
      given('WT_SESSION') !== undefined ||
      LINKING.has(given('TERM_PROGRAM') ?? '') ||
      Number(given('VTE_VERSION') ?? 0) >= 5000,
  };
}

/** Terminals known to show links, by the name they give themselves. */
const LINKING = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper']);
