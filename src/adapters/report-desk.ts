/** Reports of errors: kept in a file of the data folder, and told to the editors where they have a channel. */
import { appendFile } from 'node:fs/promises';
import type { ChatAdapter } from '../chat/adapter.ts';
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

  async take(report: ErrorReport): Promise<'told' | 'kept'> {
    const { file, locale, channel = '' } = this.#parts;
    await appendFile(file, `${JSON.stringify(report)}\n`);
    const { reference, question } = report;
    const [platform = ''] = channel.split(':', 1);
    const door = this.#doors.get(platform);
    if (door) {
      try {
        const to = { channel: channel.slice(platform.length + 1) };
        await door.send(to, reportReply(report, locale), `report-${reference}`);
        return 'told';
      } catch (error) {
        const { message } = error as Error;
        this.#log?.error({ reference, channel, error: message }, 'the editors were not told');
      }
    }
    this.#log?.warn({ reference, question, file }, 'an answer is reported to be wrong');
    return 'kept';
  }
}
