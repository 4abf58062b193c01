/**
 * Loaded with `--import` before the store: watches and, if so ordered, hinders what it does to
 * files. The store itself knows nothing of it.
 */
import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';
import { patchHandles } from './file-handles.ts';
import { ORDERS, type Orders } from './orders.ts';
import { patchPaths } from './paths.ts';
import { watch } from './watch.ts';

if (watch.without === 'checksum') zlib.crc32 = () => 0;
await patchHandles();
patchPaths();
syncBuiltinESMExports();
const orders = process.env[ORDERS];
if (orders !== undefined) watch.follow(JSON.parse(orders) as Orders, 'compaction');
