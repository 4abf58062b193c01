/** What is measured, for Prometheus to scrape (prometheus.io/docs/instrumenting/exposition_formats). */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Answered, Meter, PostTally } from '../chat/meter.ts';

/** What is read when it is asked for, because whoever holds it knows it best. */
export interface Readings {
  readonly doors: readonly Pick<ChatAdapter, 'name' | 'standing'>[];
  posts(): PostTally;
  /** Records by type. */
  records(): ReadonlyMap<string, number>;
  /** Bytes of the data folder on the disk. */
  dataBytes(): Promise<number>;
}

/** Seconds; from a look-up to a picture, and beyond what a platform waits for. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** In place of a command where none was understood: what was typed is no label. */
const NO_COMMAND = 'none';

export class Metrics implements Meter {
  readonly #registry = new Registry();
  readonly #answers: Counter;
  readonly #seconds: Histogram;
  readonly #warnings: Counter;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#answers = new Counter({
      name: 'aide_answers_total',
      help: 'Questions answered, by platform, command and outcome (answered, refused, failed).',
      labelNames: ['platform', 'command', 'outcome'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'aide_answer_seconds',
      help: 'From a question that was heard to its answer being ready to send.',
      labelNames: ['command'],
      buckets: BUCKETS,
      registers,
    });
    this.#warnings = new Counter({
      name: 'aide_log_lines_total',
      help: 'Lines of the log at the levels warn and error.',
      labelNames: ['level'],
      registers,
    });
    for (const level of ['warn', 'error']) this.#warnings.inc({ level }, 0);
  }

  answered({ platform, command, outcome, ms }: Answered): void {
    const named = command ?? NO_COMMAND;
    this.#answers.inc({ platform, command: named, outcome });
    this.#seconds.observe({ command: named }, ms / 1000);
  }

  warned(level: 'warn' | 'error'): void {
    this.#warnings.inc({ level });
  }

  /** From now on a scrape shows these too. */
  watch({ doors, posts, records, dataBytes }: Readings): void {
    this.#read('aide_platform_up', 'Whether the platform is connected (1) or not (0).', {
      labels: ['platform'],
      read: (set) => {
        for (const { name, standing } of doors) set(standing.isUp ? 1 : 0, { platform: name });
      },
    });
    this.#read('aide_platform_connections_total', 'Connections made since the start.', {
      labels: ['platform'],
      isCounter: true,
      read: (set) => {
        for (const { name, standing } of doors) set(standing.made, { platform: name });
      },
    });
    this.#read('aide_posts', 'Posts that fell due, by what has become of them, of all time.', {
      labels: ['platform', 'kind', 'state'],
      read: (set) => {
        for (const { platform, kind, state, count } of posts().counts) {
          set(count, { platform, kind, state });
        }
      },
    });
    this.#read('aide_posts_late', 'Posts that were sent late, of all time.', {
      labels: ['platform', 'kind'],
      read: (set) => {
        for (const { platform, kind, state, late } of posts().counts) {
          if (state === 'sent') set(late, { platform, kind });
        }
      },
    });
    this.#read('aide_post_oldest_open_seconds', 'Age of the oldest post that is not settled.', {
      read: (set) => set(posts().oldestOpen),
    });
    this.#read('aide_records', 'Records in the store, by type.', {
      labels: ['type'],
      read: (set) => {
        for (const [type, count] of records()) set(count, { type });
      },
    });
    this.#read('aide_data_bytes', 'Size of the data folder.', {
      read: async (set) => set(await dataBytes()),
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #read(name: string, help: string, { labels = [], isCounter = false, read }: Reading): void {
    const labelNames = [...labels];
    const registers = [this.#registry];
    const measure = isCounter
      ? new Counter({ name, help, labelNames, registers, collect })
      : new Gauge({ name, help, labelNames, registers, collect });
    async function collect(): Promise<void> {
      measure.reset();
      await read((value, at = {}) => measure.inc(at, value));
    }
  }
}

interface Reading {
  readonly labels?: readonly string[];
  /** It only ever rises, as long as the process lives. */
  readonly isCounter?: boolean;
  read(set: (value: number, labels?: Record<string, string>) => void): void | Promise<void>;
}
