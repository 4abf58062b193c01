/**
 * Bots killed as they post: a short run, and that it goes red when they are robbed of the claim or of
 * the look. `npm run torture -- --posts <n>` kills as many as is asked.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../support/random.ts';
import { Context } from './context.ts';
import { POINTS } from './delivery/orders.ts';
import { Round } from './delivery/round.ts';
import { type Held, judgePosts, type Owed, type Told } from './oracle/posts-judge.ts';
import { killPosting } from './phases/posts.ts';

const SEED = 3;
const PATIENCE = 300_000;

const context = new Context(SEED, undefined);
afterAll(() => context.close());

test('nothing is lost, and nothing doubled silently', { timeout: PATIENCE }, async () => {
  const { failure, figures } = await killPosting(context, 18);
  expect(failure).toBeUndefined();
  const [kills = '', kinds = '', points = '', mishaps = '', faults = '', , window = ''] = figures;
  expect(kills).toMatch(/^posts: 18 bots killed over 2 stores, \d{3} posts/);
  expect(kinds).toMatch(/digests: [1-9]\d*; corrections in threads: [1-9]\d*/);
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

  test('where what is given up is not told', { timeout: PATIENCE }, async () => {
    const plan = {
      trouble: { oneIn: 2, resends: 0 },
      deaths: ['request', 'request'],
      random: new Random(SEED),
    } as const;
    const told = await new Round(plan, context.bots).run(context.folder('given-up'));
    expect(told.faults).toEqual([]);
    expect(told.givenUp).toBeGreaterThan(0);
    const untold = { ...plan, random: new Random(SEED), without: 'telling' } as const;
    const report = await new Round(untold, context.bots).run(context.folder('untold'));
    expect(report.faults).toContainEqual(expect.stringMatching(/^LOST: Reminder/));
  });

  test('where a point is not reached', { timeout: PATIENCE }, async () => {
    // Nobody left a post of which nobody knows.
    const plan = { trouble: {}, deaths: ['look'], random: new Random(1) } as const;
    const hurried = { ...plan, patience: 3000 };
    const report = await new Round(hurried, context.bots).run(context.folder('not-reached'));
    expect(report.faults).toEqual(['the point "look" was not reached']);
  });
});

describe('the judge', () => {
  const place = (tells: string, under?: string) => ({
    platform: 'slack',
    channel: 'C',
    tells,
    under,
  });
  const owed: Owed[] = [
    { ...place('a'), record: 'reminder a' },
    { ...place('b'), record: 'reminder b' },
    { ...place('c', 'a'), record: 'correction a' },
  ];
  const post = (tells: string, under?: string) => ({
    ...place(tells, under),
    key: `key-${tells}`,
    nth: 0,
  });
  const faults = (
    held: Held[],
    heldBack: { key: string; nth: number }[] = [],
    told: Partial<Told> = {},
  ) => {
    const one = { key: 'key-a', record: '', copies: undefined, isGivenUp: false, ...told };
    const inOrder = held.map((each, i) => ({ ...each, nth: i * 10 }));
    return judgePosts(owed, inOrder, heldBack, [one]).faults;
  };
  const [a, b, c] = [post('a'), post('b'), post('c', 'a')];
  const between = [{ key: 'key-a', nth: 5 }];

  test.each<[string, Held[], { key: string; nth: number }[], Partial<Told>, string[]]>([
    ['all there once', [a, b, c], [], {}, []],
    ['lost', [a, c], [], {}, ['LOST: b in slack C']],
    ['a correction lost', [a, b], [], {}, ['LOST: c under a in slack C']],
    [
      'a correction elsewhere',
      [a, b, post('c', 'b')],
      [],
      {},
      ['foreign: c under b in slack C', 'LOST: c under a in slack C'],
    ],
    ['given up, and told', [a, c], [], { record: 'reminder b', isGivenUp: true }, []],
    [
      'given up, and another told',
      [a, c],
      [],
      { record: 'reminder a', isGivenUp: true },
      ['told to be given up, and there: a in slack C', 'LOST: b in slack C'],
    ],
    [
      'nothing to correct where the announcement was given up',
      [b],
      [],
      { record: 'reminder a', isGivenUp: true },
      [],
    ],
    ['not owed', [a, b, c, post('d')], [], {}, ['foreign: d in slack C']],
    [
      'doubled',
      [a, a, b, c],
      [],
      { copies: 2 },
      ['DOUBLED though it could be found: a in slack C, there 2 times, told as 2'],
    ],
    [
      'doubled, held back only afterwards',
      [a, a, b, c],
      [{ key: 'key-a', nth: 15 }],
      { copies: 2 },
      ['DOUBLED though it could be found: a in slack C, there 2 times, told as 2'],
    ],
    [
      'doubled in the window, and not told',
      [a, a, b, c],
      between,
      {},
      ['DOUBLED silently: a in slack C, there 2 times, told as one'],
    ],
    ['doubled in the window, and told', [a, a, b, c], between, { copies: 2 }, []],
    [
      'one key for two',
      [a, { ...b, key: 'key-a' }, c],
      [],
      {},
      ['one key for b in slack C and a in slack C'],
    ],
  ])('%s', (_, held, heldBack, told, expected) => {
    expect(faults(held, heldBack, told)).toEqual(expected);
  });
});
