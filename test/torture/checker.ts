/** The checker: one process that lives long and opens folder after folder with the real store. */
import { probe } from './probe.ts';
import type { Question } from './processes/reports.ts';

process.on('message', async ({ number, folder, as, oneMore }: Question) => {
  const probed = await probe(folder, as, oneMore);
  process.send?.({ number, probed });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
