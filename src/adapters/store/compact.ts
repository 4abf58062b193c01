/**
 * Makes the next snapshot from the one before and the closed segments of the journal. Runs as a
 * process of its own, so that the bot goes on answering; it writes one new file and changes nothing
 * else, so that it does no harm where the bot that started it is gone.
 *
 * Arguments: the folder, the line of the snapshot to begin with (0: none), the line to end with.
 */
import { readJournal } from './journal-reader.ts';
import { Records } from './records.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

const [folder = '', begin = '0', end = '0'] = process.argv.slice(2);
const abandon = () => process.exit(1); // whoever asked for it is gone
process.once('disconnect', abandon);

const from = Number(begin);
const until = Number(end);
const before = from > 0 ? await readSnapshot(folder, from) : null;
if (from > 0 && before === null) throw new Error(`there is no snapshot of line ${from}`);
const records = new Records(before?.records);
const { last, lastAt } = await readJournal(folder, { after: from, synced: 0, until }, (line) =>
  records.put(line),
);
if (last !== until) throw new Error(`the journal ends at line ${last}, not at ${until}`);
await writeSnapshot(folder, {
  n: last,
  at: lastAt ?? before?.at ?? null,
  records: records.holdings(),
});
process.off('disconnect', abandon);
process.disconnect?.();
