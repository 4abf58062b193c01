/**
 * Bots killed as they post: a short run, and that it goes red when they are robbed of the claim or of
 * the look. `npm run torture -- --posts <n>` kills as many as is asked.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../support/random.ts';
import { Context } from './context.ts';
import { POINTS } from './delivery/orders.ts';
import { Round } from './delivery/round.ts';
import { type Held, judgePosts } from './oracle/posts-judge.ts';
import { killPosting } from './phases/posts.ts';

const SEED = 3;
const PATIENCE = 300_000;

const context = new Context(SEED, undefined);
afterAll(() => context.close());

test('nothing is lost, and nothing doubled silently', { timeout: PATIENCE }, async () => {
  const { failure, figures } = await killPosting(context, 18);
  expect(failure).toBeUndefined();
  const [kills = '', points = '', mishaps = '', faults = '', window = ''] = figures;
  expect(kills).toMatch(/^posts: 18 bots killed over 2 stores, \d{3} posts/);
  for (const point of [...POINTS, 'at random']) expect(points).toMatch(`${point} `);
  expect(mishaps).toMatch(/applied-then-dropped \d+.*dropped \d+.*rate-limited \d+.*status \d+/);
  expect(faults).toContain('without being told: 0;');
  // Slack's history lags in one of the rounds for longer than a post is waited for.
  expect(window).toMatch(/and told: [1-9]\d*$/);
});

describe('the harness goes red', () => {
  test.each(['claim', 'look'] as const)(
    'without the %s',
    { timeout: PATIENCE },
    async (without) => {
      const plan = {
        trouble: {},
        deaths: ['response', 'response', 'response'],
        random: new Random(SEED),
        without,
      } as const;
      const report = await new Round(plan, context.bots).run(context.folder(`without-${without}`));
      expect(report.faults).not.toEqual([]);
      for (const fault of report.faults) expect(fault).toMatch(/^DOUBLED though it could be found/);
    },
  );

  test('where a point is not reached', { timeout: PATIENCE }, async () => {
    // Nobody left a post of which nobody knows.
    const plan = { trouble: {}, deaths: ['look'], random: new Random(1) } as const;
    const hurried = { ...plan, patience: 3000 };
    const report = await new Round(hurried, context.bots).run(context.folder('not-reached'));
    expect(report.faults).toEqual(['the point "look" was not reached']);
  });
});

describe('the judge', () => {
  const owed = ['a', 'b'].map((event) => ({ platform: 'slack', channel: 'C', event }));
  const posts = (...events: string[]): Held[] =>
    events.map((event, i) => ({
      platform: 'slack',
      channel: 'C',
      event,
      key: `key-${event}`,
      nth: i * 10,
    }));
  const faults = (
    held: Held[],
    heldBack: { key: string; nth: number }[] = [],
    copies: number | undefined = undefined,
  ) => judgePosts(owed, held, heldBack, [{ key: 'key-a', copies }]).faults;
  const between = [{ key: 'key-a', nth: 5 }];

  test.each([
    ['all there once', posts('a', 'b'), [], undefined, []],
    ['lost', posts('a'), [], undefined, ['LOST: b in slack C']],
    ['not owed', posts('a', 'b', 'c'), [], undefined, ['foreign: c in slack C']],
    [
      'doubled',
      posts('a', 'a', 'b'),
      [],
      2,
      ['DOUBLED though it could be found: a in slack C, there 2 times, told as 2'],
    ],
    [
      'doubled, held back only afterwards',
      posts('a', 'a', 'b'),
      [{ key: 'key-a', nth: 15 }],
      2,
      ['DOUBLED though it could be found: a in slack C, there 2 times, told as 2'],
    ],
    [
      'doubled in the window, and not told',
      posts('a', 'a', 'b'),
      between,
      undefined,
      ['DOUBLED silently: a in slack C, there 2 times, told as one'],
    ],
    ['doubled in the window, and told', posts('a', 'a', 'b'), between, 2, []],
    [
      'one key for two',
      [...posts('a'), { ...(posts('b')[0] as Held), key: 'key-a' }],
      [],
      undefined,
      ['one key for b in slack C and a in slack C'],
    ],
  ])('%s', (_, held, heldBack, copies, expected) => {
    expect(faults(held, heldBack, copies)).toEqual(expected);
  });
});
