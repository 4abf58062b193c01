/** One of those who answer, as a process of its own: what it is to be stands in its argument, as JSON. */
import { createLog } from '../../../src/adapters/log.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import { generatedHoldings, type Size } from '../../support/generated-archive.ts';
import { archiveInbound } from './archive-inbound.ts';
import type { Bot } from './in-turns.ts';

export interface BotOrder {
  readonly platform: 'slack' | 'discord';
  readonly bot: Bot;
  /** Where it connects. */
  readonly url: string;
  /** Of the archive of the program. */
  readonly size: Size;
}

const { platform, bot, url, size } = JSON.parse(process.argv[2] ?? '{}') as BotOrder;
const bots =
  platform === 'slack' ? await import('./slack-bots.ts') : await import('./discord-bots.ts');
if (bot === 'echo') await bots.echo(url, await someAnswer());
else {
  const log = createLog();
  await bots.aide(url, archiveInbound(generatedHoldings(size), log), log);
}
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

/** Like those of the program, so that what is sent is the same and what is measured is the work for it. */
async function someAnswer(): Promise<Reply> {
  const holdings = generatedHoldings({ events: 2000, people: 100, seed: size.seed });
  const request = { kind: 'line', line: `/lastmeeting ${holdings.person[0]?.id}` } as const;
  const asker = { platform, user: 'U1', name: 'someone', channel: 'C1', locale: 'en' };
  const { reply } = await archiveInbound(holdings, createLog('silent')).handle(request, asker);
  return reply;
}
