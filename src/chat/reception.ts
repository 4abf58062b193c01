/**
 * Where the questions of every platform come in: in which language and zone the answer is read, what
 * the asker may do, whether they ask too much, and a line in the log without a word of theirs.
 */
import { dayInZone } from '../domain/dates/day.ts';
import { isZone } from '../domain/dates/zone.ts';
import { supportedLocale } from '../domain/locale.ts';
import type { Asker, Inbound } from './adapter.ts';
import type { Asking, Completion, Reader } from './command.ts';
import { type Dispatcher, type Outcome, type Request, refusal } from './dispatcher.ts';
import type { Meter } from './meter.ts';
import { isHeardIn, type Permissions, roleOf } from './permissions.ts';
import { phrasebook } from './phrasebook.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Registry } from './registry.ts';
import { UserError } from './user-error.ts';

/** What the log needs; the message text never goes above `debug`. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ReceptionParts {
  readonly dispatcher: Dispatcher;
  readonly registry: Registry;
  readonly archive: Asking['archive'];
  readonly records: Asking['records'];
  readonly log: Log;
  /** Counts what is answered; nobody does where left out. */
  readonly meter?: Meter | undefined;
  readonly rateLimit: RateLimit;
  /** Where nobody says another. */
  readonly defaults: Pick<Reader, 'locale' | 'zone'>;
  permissions(platform: string): Permissions;
  now(): Date;
  /** A new id for each request, by which its lines in the log are found. */
  requestId(): string;
}

const MOST_COMPLETIONS = 25;

export class Reception implements Inbound {
  readonly #parts: ReceptionParts;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  async handle(request: Request, asker: Asker): Promise<Outcome> {
    const { dispatcher, rateLimit, log, meter, permissions, requestId } = this.#parts;
    const reader = this.#readerOf(asker);
    const id = requestId();
    const started = performance.now();
    log.debug({ id, request }, 'asked');
    const rules = permissions(asker.platform);
    const wait = isHeardIn(asker, rules)
      ? rateLimit.wait(`${asker.platform} ${asker.user}`, started)
      : 0;
    const outcome = !isHeardIn(asker, rules)
      ? refusal(new UserError('not-here'), reader)
      : wait > 0
        ? refusal(new UserError('too-fast', { seconds: wait }), reader)
        : await dispatcher.dispatch(request, reader);
    const { command, kind } = outcome;
    const ms = performance.now() - started;
    const { platform } = asker;
    log.info({ id, platform, command, outcome: kind, ms: Math.round(ms) }, 'answered');
    meter?.answered({ platform, command, outcome: kind, ms });
    return outcome;
  }

  complete(command: string, argument: string, prefix: string, asker: Asker): Completion[] {
    const { registry, archive, records, log } = this.#parts;
    const type = registry.get(command)?.parameters[argument]?.type;
    const reader = this.#readerOf(asker);
    const asking = { archive, records, reader, book: phrasebook(reader.locale) };
    try {
      const found =
        type?.complete?.(prefix, asking, MOST_COMPLETIONS) ?? type?.choices?.(asking) ?? [];
      return found.slice(0, MOST_COMPLETIONS);
    } catch (error) {
      log.error({ command, argument, error: (error as Error).message }, 'completion failed');
      return [];
    }
  }

  #readerOf(asker: Asker): Reader {
    const { defaults, permissions, now } = this.#parts;
    const zone = asker.zone !== undefined && isZone(asker.zone) ? asker.zone : defaults.zone;
    const at = now();
    return {
      author: `${asker.name} (${asker.platform} ${asker.user})`,
      role: roleOf(asker, permissions(asker.platform)),
      ...(asker.channel !== undefined && { channel: `${asker.platform}:${asker.channel}` }),
      conversation: conversationOf(asker),
      ...(asker.isThreadStart && { goesOnFrom: conversationOf({ ...asker, thread: undefined }) }),
      ...(asker.readsOnly && { readsOnly: true }),
      ...(asker.under && {
        under: { ...asker.under, place: `${asker.platform}:${asker.under.place}` },
      }),
      locale: supportedLocale(asker.locale ?? '') ?? defaults.locale,
      zone,
      now: at,
      today: dayInZone(at, zone),
    };
  }
}

/** A thread is everybody's in it; elsewhere each one speaks with the bot alone. */
const conversationOf = ({
  platform,
  channel = '',
  thread,
  user,
}: Omit<Asker, 'thread'> & { thread?: string | undefined }): string =>
  thread === undefined ? `${platform} ${channel} ${user}` : `${platform} ${channel} #${thread}`;
