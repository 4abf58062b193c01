/** The command line: verbs, options, and what is said when they are wrong. */
import { parseArgs } from 'node:util';
import { readInstant, stoppedClock } from '../adapters/clock.ts';
import type { Options } from '../compose/places.ts';
import { CORPORA, type Corpus } from '../domain/corpus.ts';
import { isZone } from '../domain/dates/zone.ts';
import { LOCALES, supportedLocale } from '../domain/locale.ts';

/** The command line cannot be understood: exit code 2. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

export const USAGE = `Usage: npm start                       opens the console
       npm run -s aide -- <verb> [options]

Verbs:
  start                               the platforms that are configured, else the console (the default)
  start --web [--port <port>]         also as a page in the browser, on this machine
  console                             the console
  ask "<question>" [--json] [--out <file>]
                                      one answer, for scripts; its picture or document as a file
  brief <who> with <whom> [--html] [--out <file>]
                                      the dossier before a meeting; as HTML that prints well
  preview --from <day> --to <day> [--channel <channel>] [--json]
                                      what would be posted, where and when
  outbox list|retry|drop [<key>]      posts that are not settled, and what becomes of them
  sync [<folder>] [--dry-run]         shows how the files differ from the store, and applies them
  seeds check [<folder>]              checks seed files and counts what they hold
  slack manifest [link]               the Slack app to paste, or the link that opens it filled in
  backup <file>                       the whole store with its history in one verified file
  restore <file>                      puts a backup in the place of the store, which is kept
  export json [<file>]                all records, as they are now
  export ics [<file>]                 the diary as a calendar; --who, --with, --topic, --milestone,
                                      --from, --to and --leads narrow it down
  import json <file> [--dry-run]      brings the store to what the file says
  init                                asks what is needed, and writes config/aide.yaml and .env
  doctor [--json]                     what is set up wrongly, and what to do about it
  repair [--apply]                    shows what is wrong with a damaged store, and mends it
  help                                this text

Options:
  --now <instant>      another moment than now, such as 2024-11-20T09:00:00+09:00
  --as-of <moment>     the archive as it was held then; a day alone means its end
  --zone <zone>        IANA time zone of the reader, such as Asia/Seoul
  --locale <language>  en, ko, zh, ja or id
  --corpus <corpus>    documents (the first documents alone) or all
  --data <folder>      folder of the store (or AIDE_DATA; ./data by default)
  --seeds <folder>     folder of the seed files (or AIDE_SEEDS)

Exit codes: 0 answered, 2 the question or the command line is wrong, 1 a fault.
`;

export interface CommandLine {
  readonly verb: string;
  readonly operands: readonly string[];
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly apply: boolean;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly channel: string | undefined;
  /** The document of the answer instead of the answer. */
  readonly html: boolean;
  /** Where what goes with an answer is written. */
  readonly out: string | undefined;
  /** Whether the page is served, and on which port where that of the settings is not meant. */
  readonly web: boolean;
  readonly port: number | undefined;
  /** What narrows a calendar down. */
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly options: Options;
}

export function readCommandLine(args: readonly string[], defaultZone: string): CommandLine {
  const { values, positionals } = parsed(args);
  const [verb = values.help ? 'help' : 'start', ...operands] = positionals;
  const zone = values.zone;
  if (zone !== undefined && !isZone(zone)) {
    throw new CommandLineError(`--zone: "${zone}" is not an IANA time zone such as Asia/Seoul`);
  }
  return {
    verb: values.help ? 'help' : verb,
    operands,
    json: values.json === true,
    dryRun: values['dry-run'] === true,
    apply: values.apply === true,
    from: values.from,
    to: values.to,
    channel: values.channel,
    html: values.html === true,
    out: values.out,
    web: values.web === true,
    port: port(values.port),
    filters: {
      who: values.who,
      with: values.with,
      topic: values.topic,
      milestone: values.milestone,
      leads: values.leads,
      from: values.from,
      to: values.to,
    },
    options: {
      data: values.data,
      seeds: values.seeds,
      zone,
      locale: locale(values.locale),
      corpus: corpus(values.corpus),
      clock: clock(values.now, zone ?? defaultZone),
      asOf: moment(values['as-of'], zone ?? defaultZone),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        now: { type: 'string' },
        zone: { type: 'string' },
        locale: { type: 'string' },
        corpus: { type: 'string' },
        data: { type: 'string' },
        seeds: { type: 'string' },
        json: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        apply: { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string' },
        channel: { type: 'string' },
        html: { type: 'boolean' },
        out: { type: 'string' },
        web: { type: 'boolean' },
        port: { type: 'string' },
        who: { type: 'string' },
        with: { type: 'string' },
        topic: { type: 'string' },
        milestone: { type: 'string' },
        leads: { type: 'string' },
        'as-of': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CommandLineError(`${(error as Error).message.split('. ')[0]}. See --help`);
  }
}

function port(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const number = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  if (number <= 65_535) return number;
  throw new CommandLineError(`--port: "${typed}" is not a port from 0 to 65535`);
}

function locale(tag: string | undefined) {
  if (tag === undefined) return undefined;
  const found = supportedLocale(tag);
  if (!found) throw new CommandLineError(`--locale: "${tag}" is not one of ${LOCALES.join(', ')}`);
  return found;
}

function corpus(name: string | undefined): Corpus | undefined {
  if (name === undefined) return undefined;
  const found = CORPORA.find((c) => c === name);
  if (!found) throw new CommandLineError(`--corpus: "${name}" is not one of ${CORPORA.join(', ')}`);
  return found;
}

function moment(text: string | undefined, zone: string): Date | undefined {
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const at = readInstant(isDay ? `${text}T23:59:59.999` : text, zone);
  if (at) return at;
  throw new CommandLineError(
    `--as-of: "${text}" is not a moment such as 2024-11-20 or 2024-11-20T09:00:00+09:00`,
  );
}

function clock(instant: string | undefined, zone: string) {
  if (instant === undefined) return undefined;
  const at = readInstant(instant, zone);
  if (!at) {
    throw new CommandLineError(
      `--now: "${instant}" is not a moment such as 2024-11-20T09:00:00+09:00 or 2024-11-20`,
    );
  }
  return stoppedClock(at);
}
