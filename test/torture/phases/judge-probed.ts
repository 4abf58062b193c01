/** Asks the checker what a folder shows, and the oracle whether that is right. */
import type { Ledger } from '../oracle/ledger.ts';
import { idsOf } from '../oracle/ledger.ts';
import type { Probed } from '../oracle/seen.ts';
import type { Checker } from '../processes/check.ts';
import type { OneMore } from '../processes/reports.ts';

/** What is wrong with how a folder shows itself to a reader; undefined where nothing is. */
export async function judgeReader(
  checker: Checker,
  folder: string,
  ledger: Ledger,
): Promise<string | undefined> {
  return judged(await checker.ask({ folder, as: 'reader' }), ledger, 'to a reader');
}

/** The same for a writer, who then commits something more, closes and opens it again. */
export async function judgeWriter(
  checker: Checker,
  folder: string,
  ledger: Ledger,
  compacts = false,
): Promise<string | undefined> {
  const oneMore: OneMore = { ...ONE_MORE, compacts };
  const probed = await checker.ask({ folder, as: 'writer', oneMore });
  const problem = judged(probed, ledger, 'to a writer');
  if (problem !== undefined || probed.outcome !== 'opened') return problem;
  ledger.settle(idsOf(probed.seen));
  ledger.sent(ONE_MORE.author, ONE_MORE.changes);
  ledger.acked(ONE_MORE.author);
  return judged(probed.next as Probed, ledger, 'opened again');
}

const ONE_MORE = {
  author: 'one-more',
  changes: [
    {
      type: 'topic',
      id: 'one-more',
      before: null,
      after: { id: 'one-more', name: { en: 'more' } },
    },
  ],
};

function judged(probed: Probed, ledger: Ledger, how: string): string | undefined {
  const problem =
    probed.outcome === 'opened'
      ? ledger.judge(probed.seen)
      : `the folder does not open (${probed.outcome}): ${probed.message}`;
  return problem && `${how}: ${problem}`;
}
