/**
 * Runs a bundle with what V8 has compiled of it before, which takes a third of the time. Run as:
 * boot.mjs <bundle> <file of the project>
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const [, , bundle, home] = process.argv;
const kept = `${bundle}.v8`;
const code = `(function (require, module, exports, __filename, __dirname) {${readFileSync(bundle, 'utf8')}\n})`;
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
const script = new Script(code, { filename: bundle, ...(cachedData && { cachedData }) });
const module = { exports: {} };
script.runInThisContext()(createRequire(home), module, module.exports, bundle, dirname(bundle));
if (!cachedData) {
  // Renamed when it is whole: this process may be killed.
  writeFileSync(`${kept}.${process.pid}`, script.createCachedData());
  renameSync(`${kept}.${process.pid}`, kept);
}
