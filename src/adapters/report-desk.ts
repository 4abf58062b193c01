/** Reports of errors: kept in a file of the data folder, and told to the editors where they have a channel. */
import { appendFile } from 'node:fs/promises';
import { refusalOf, StoreError } from '../archive/event-store.ts';
import { type ChatAdapter, partsOf } from '../chat/adapter.ts';
import type { Log } from '../chat/reception.ts';
import { type ErrorReport, type Reports, reportReply } from '../chat/reports.ts';
import type { Locale } from '../domain/locale.ts';

export interface ReportDeskParts {
  /** One JSON object a line. */
  readonly file: string;
  /** The editors' channel, such as `slack:C024BE91L`, and the language they read. */
  readonly channel: string | undefined;
  readonly locale: Locale;
}

export class ReportDesk implements Reports {
  readonly #parts: ReportDeskParts;
  readonly #doors = new Map<string, ChatAdapter>();
  #log: Log | undefined;

  constructor(parts: ReportDeskParts) {
    this.#parts = parts;
  }

  /** From now on what is reported goes through these doors, and into this log. */
  open(doors: readonly ChatAdapter[], log: Log): void {
    for (const door of doors) this.#doors.set(door.name, door);
    this.#log = log;
  }

  /** Throws `StoreError` where it could neither be kept nor told. */
  async take(report: ErrorReport): Promise<'told' | 'kept'> {
    const { file, locale, channel = '' } = this.#parts;
    const { reference, question } = report;
    const unkept = await this.#keep(report);
    const { platform, id } = partsOf(channel);
    const door = this.#doors.get(platform);
    if (door) {
      try {
        await door.send({ channel: id }, reportReply(report, locale), `report-${reference}`);
        return 'told';
      } catch (error) {
        const { message } = error as Error;
        this.#log?.error({ reference, channel, error: message }, 'the editors were not told');
      }
    }
    if (unkept) throw unkept;
    this.#log?.warn({ reference, question, file }, 'an answer is reported to be wrong');
    return 'kept';
  }

  /** What kept it from being kept, if anything did: where the editors are told, it has reached them. */
  async #keep(report: ErrorReport): Promise<StoreError | undefined> {
    const { file } = this.#parts;
    const { reference } = report;
    try {
      await appendFile(file, `${JSON.stringify(report)}\n`);
      return undefined;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = `${file} cannot be written (${code ?? message})`;
      this.#log?.error({ reference, error: reason }, 'a report was not kept');
      return new StoreError(reason, refusalOf(error));
    }
  }
}
