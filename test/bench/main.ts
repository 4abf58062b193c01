/**
 * `npm run bench`: the questions of the archive, against what else one might have written. All
 * engines answer first, and must answer the same; then they are timed, in one process and one run.
 */
import { arch, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { benchSize } from './bench.ts';
import { benchDoors } from './doors/doors.ts';
import { miniSearch, openSqlite } from './peers.ts';
import { benchSchedule } from './schedule.ts';
import { checkGenerated } from './sound.ts';
import { benchStore } from './store.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', multiple: true, default: ['10000', '100000'] },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const sizes = values.events.map(Number);
if (![seed, ...sizes].every((n) => Number.isSafeInteger(n) && n > 0)) {
  console.error('expected --events and --seed as whole numbers');
  process.exit(2);
}

console.log(`Node ${process.version}, ${platform()} ${arch()}, seed ${seed}`);
checkGenerated(seed);
const makeIndex = await miniSearch();
if (typeof makeIndex === 'string') console.log(makeIndex);
for (const events of sizes) {
  const database = await openSqlite();
  if (typeof database === 'string') console.log(database);
  await benchSize({ events, seed }, database, makeIndex);
}
await benchSchedule({ seed });
await benchStore({ events: Math.max(...sizes), seed });
await benchDoors({ events: Math.max(...sizes), seed });
