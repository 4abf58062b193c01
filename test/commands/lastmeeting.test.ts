/** A round table is told with the last talk of the two, in each language. */
import { expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import { plainText } from '../../src/chat/reply.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import { asker } from '../support/asker.ts';

const ask = asker(await readSeeds('seeds'));

test.each(LOCALES)(
  'Yoon and Li sat alone the day before the trilateral summit: %s',
  async (locale) => {
    const line = '/lastmeeting yoon-suk-yeol with li-qiang';
    const { reply, data } = await ask(line, { now: '2024-06-10', locale });
    expect(data()).toMatchObject({
      event: { id: 'kr-jp-cn-summit-2024' },
      bilateral: { id: 'kr-cn-yoon-li-2024-05', date: { edtf: '2024-05-26' } },
    });
    const heading = phrasebook(locale).text('heading.bilateral');
    const at = reply.blocks.findIndex(
      (b) => b.kind === 'heading' && plainText(b.spans) === heading,
    );
    const told = reply.blocks[at + 1];
    if (at < 0 || told?.kind !== 'list') throw new Error('the talk is not told');
    expect(told.items.map(({ open }) => open?.args.event)).toEqual(['kr-cn-yoon-li-2024-05']);
    expect(plainText(told.items[0]?.spans ?? [])).toMatch(/2024.*\[\d+\]$/);
  },
);

test('a talk of two is told without another', async () => {
  const { reply, data } = await ask('/lastmeeting kr with cn', { now: '2024-11-20' });
  expect(data()).toMatchObject({ event: { id: 'kr-cn-summit-lima-2024' }, bilateral: null });
  expect(JSON.stringify(reply)).not.toContain(phrasebook('en').text('heading.bilateral'));
});
