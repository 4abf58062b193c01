/**
 * A real writer, to be killed: opens the store of its job, commits, and reports each commit before
 * it is asked for and after it was acknowledged. It waits for its job on the standard input, so that
 * it may be started ahead, and reports on the third descriptor, at once and in order.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { StaleChange, StoreError } from '../../src/archive/event-store.ts';
import type { Change } from '../../src/domain/record/record.ts';
import { Random } from '../support/random.ts';
import { idsOf } from './oracle/ledger.ts';
import type { Asked } from './oracle/seen.ts';
import { nextTurn } from './plan.ts';
import { watch } from './preload/watch.ts';
import { failure, look, openToWrite } from './probe.ts';
import type { Job, Report } from './processes/reports.ts';

function report(what: Report): void {
  const bytes = Buffer.from(`${JSON.stringify(what)}\n`);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(3, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async (): Promise<string | undefined> => (await lines.next()).value;

let count = 0;

async function ask(store: EmbeddedStore, changes: Asked[], job: Job): Promise<'full' | undefined> {
  const id = `${job.name}.${++count}`;
  const at = new Date(job.from + count * 1000);
  report({ is: 'sent', id, changes });
  watch.log?.tell({ mark: 'sent', id, changes });
  try {
    await store.commit(changes as Change[], { author: id, at });
  } catch (error) {
    if (!(error instanceof StaleChange || error instanceof StoreError)) throw error;
    const reason = error instanceof StaleChange ? 'stale' : 'store';
    report({ is: 'refused', id, reason, message: error.message });
    watch.log?.tell({ mark: 'refused', id });
    return reason === 'store' ? 'full' : undefined;
  }
  report({ is: 'acked', id });
  watch.log?.tell({ mark: 'acked', id });
  return undefined;
}

async function work(store: EmbeddedStore, job: Job, random: Random): Promise<void> {
  for (let turn = 0; turn < job.turns; turn++) {
    const held = new Map((await store.load()).topic.map((topic) => [topic.id, topic]));
    const commits = nextTurn(random, held, job.long);
    const outcomes = await Promise.all(commits.map((changes) => ask(store, changes, job)));
    if (job.untilFull && outcomes.includes('full')) return;
    if (random.chance(job.settles)) await store.settled();
    if (job.pause > 0) await pause(random.between(0, job.pause));
  }
}

async function main(): Promise<void> {
  report({ is: 'ready' });
  const line = await nextLine();
  if (line === undefined) return; // it was not needed
  const job = JSON.parse(line) as Job;
  watch.follow(job.orders, 'writer');
  let store: EmbeddedStore;
  try {
    store = await openToWrite(job.folder, job.snapshotBytes);
    const seen = await look(store);
    report({ is: 'opened', seen });
    watch.log?.tell({ mark: 'opened', ids: [...idsOf(seen)] });
  } catch (error) {
    const { outcome, message } = failure(error);
    report({ is: 'failed', kind: outcome, message });
    return;
  }
  const random = new Random(job.seed);
  await work(store, job, random);
  report({ is: 'done' });
  while (job.end === 'wait' && (await nextLine()) === 'go') {
    await work(store, { ...job, turns: 30, untilFull: false }, random);
    report({ is: 'done' });
  }
  await store.close();
  report({ is: 'closed' });
}

await main();
process.exit(0);
