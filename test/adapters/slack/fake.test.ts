/** The Slack of the tests refuses what Slack refuses: each limit is taken at its edge, and not one beyond. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scopesOf } from '../../../src/adapters/slack/manifest.ts';
import { isTooLong, problemsOf } from '../../fakes/slack/block-check.ts';
import { type Answer, METHODS } from '../../fakes/slack/methods.ts';
import { APP_TOKEN, BOT_TOKEN, SlackServer } from '../../fakes/slack/server.ts';
import { Triggers } from '../../fakes/slack/triggers.ts';
import { BOT } from '../../fakes/slack/workspace.ts';

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const button = (more: object = {}) => ({ type: 'button', text: plain('x'), ...more });
const actions = (elements: object[]) => [{ type: 'actions', elements }];
const menu = (more: object = {}) => ({
  type: 'static_select',
  options: [{ text: plain('x'), value: 'x' }],
  ...more,
});
const option = (text: number, value: number) => ({ text: plain(x(text)), value: x(value) });

/** Blocks of a certain length, and the most that Slack takes of it. */
const LIMITS: [string, number, (length: number) => object[]][] = [
  ['blocks', 50, (n) => many(n, () => ({ type: 'divider' }))],
  ['block_id', 255, (n) => [{ type: 'divider', block_id: x(n) }]],
  ['a header', 150, (n) => [{ type: 'header', text: plain(x(n)) }]],
  ['a section', 3000, (n) => [{ type: 'section', text: { type: 'mrkdwn', text: x(n) } }]],
  ['a context', 10, (n) => [{ type: 'context', elements: many(n, () => plain('x')) }]],
  [
    'an alternative text',
    2000,
    (n) => [{ type: 'image', image_url: 'https://x.org', alt_text: x(n) }],
  ],
  ['elements of actions', 25, (n) => actions(many(n, () => button()))],
  ['a button', 75, (n) => actions([button({ text: plain(x(n)) })])],
  ['the value of a button', 2000, (n) => actions([button({ value: x(n) })])],
  ['the address of a button', 3000, (n) => actions([button({ url: x(n) })])],
  ['action_id', 255, (n) => actions([button({ action_id: x(n) })])],
  ['options of a menu', 100, (n) => actions([menu({ options: many(n, () => option(1, 1)) })])],
  ['a placeholder', 150, (n) => actions([menu({ placeholder: plain(x(n)) })])],
  ['an option', 75, (n) => actions([menu({ options: [option(n, 1)] })])],
  ['the value of an option', 150, (n) => actions([menu({ options: [option(1, n)] })])],
];

describe('blocks', () => {
  test.each(LIMITS)('%s: %i, and no more', (_, most, made) => {
    expect(problemsOf(made(most))).toEqual([]);
    expect(problemsOf(made(most + 1))).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ['no array', {}],
    ['an unknown type', [{ type: 'poem' }]],
    ['an unknown field', [{ type: 'divider', colour: 'red' }]],
    ['an empty text', [{ type: 'header', text: plain('') }]],
    ['a header with markup', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['a button without a text', actions([{ type: 'button' }])],
    ['an actions block without elements', actions([])],
    ['one action_id twice', actions([button({ action_id: 'a' }), button({ action_id: 'a' })])],
    ['one block_id twice', many(2, () => ({ type: 'divider', block_id: 'a' }))],
    ['a menu without options', actions([menu({ options: [] })])],
    [
      'a picture with two addresses',
      [{ type: 'image', alt_text: 'x', image_url: 'x', slack_file: { id: 'F0000000001' } }],
    ],
    ['a rich text without elements', [{ type: 'rich_text', elements: [] }]],
    [
      'an empty rich text',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
        },
      ],
    ],
  ])('with %s are not taken', (_, blocks) => {
    expect(problemsOf(blocks)).not.toEqual([]);
  });

  test('of more than some 13,200 characters are too long', () => {
    const sections = (n: number) => many(n, () => ({ type: 'section', text: plain(x(3000)) }));
    expect([isTooLong(sections(4)), isTooLong(sections(5))]).toEqual([false, true]);
  });
});

test('a trigger is good once, for three seconds', () => {
  let now = 0;
  const triggers = new Triggers(() => now);
  const [first, second] = [triggers.make(), triggers.make()];
  now = 3000;
  expect([triggers.use(first), triggers.use(first)]).toEqual([undefined, 'exchanged_trigger_id']);
  now = 3001;
  expect(triggers.use(second)).toBe('expired_trigger_id');
  expect(triggers.use('another')).toBe('invalid_trigger_id');
});

describe('the Web API', () => {
  let slack: SlackServer;
  beforeEach(async () => {
    slack = await SlackServer.open({ scopes: ['chat:write'], events: [], commands: ['/aide'] });
    slack.workspace.addChannel('C0000DESK', 'desk', 'channel', [BOT.user]);
  });
  afterEach(() => slack.close());

  const call = async (method: string, args: object, token = BOT_TOKEN): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify(args);
    const answer = await fetch(slack.apiUrl + method, { method: 'POST', headers, body });
    return (await answer.json()) as Answer;
  };
  const post = { channel: 'C0000DESK', text: 'x' };

  test.each<[string, string, object, string | undefined, string]>([
    ['no token', 'chat.postMessage', post, '', 'not_authed'],
    ['an unknown token', 'chat.postMessage', post, 'xoxb-wrong', 'invalid_auth'],
    ['a token of the other kind', 'chat.postMessage', post, APP_TOKEN, 'not_allowed_token_type'],
    ['a scope that was not granted', 'conversations.history', post, undefined, 'missing_scope'],
    ['nothing to say', 'chat.postMessage', { channel: 'C0000DESK' }, undefined, 'no_text'],
    [
      'too much to say',
      'chat.postMessage',
      { ...post, text: x(40_001) },
      undefined,
      'msg_too_long',
    ],
    [
      'no such channel',
      'chat.postMessage',
      { ...post, channel: 'C1' },
      undefined,
      'channel_not_found',
    ],
    [
      'blocks of another form',
      'chat.postMessage',
      { ...post, blocks: [{}] },
      undefined,
      'invalid_blocks',
    ],
    [
      'metadata of another form',
      'chat.postMessage',
      { ...post, metadata: { key: 1 } },
      undefined,
      'invalid_metadata_format',
    ],
    ['a method that is none', 'chat.sing', {}, undefined, 'unknown_method'],
  ])('with %s says no', async (_, method, args, token, error) => {
    expect(await call(method, args, token)).toMatchObject({ ok: false, error });
  });

  test('of a message keeps what it was posted with, and gives no rich text up for another', async () => {
    const rich = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
    };
    const metadata = { event_type: 'e', event_payload: { key: 'k' } };
    const { ts } = await call('chat.postMessage', { ...post, blocks: [rich], metadata });
    const edited = { ...post, ts, blocks: [{ type: 'divider' }] };
    expect(await call('chat.update', edited)).toMatchObject({ error: 'block_mismatch' });
    expect(await call('chat.update', { ...edited, blocks: [rich] })).toMatchObject({ ok: true });
    expect(slack.workspace.message('C0000DESK', String(ts))?.metadata).toEqual(metadata);
    expect(await call('chat.update', { ...edited, text: x(4001) })).toMatchObject({
      error: 'msg_too_long',
    });
  });
});

/** reference/methods, reference/events: each with the scope that it needs. */
test('the scopes that are asked for are those that are needed, and no other', async () => {
  const slack = await SlackServer.open({ scopes: [], events: [], commands: [] });
  const { workspace } = slack;
  const kinds = ['channel', 'group', 'im'] as const;
  for (const kind of kinds) workspace.addChannel(kind, kind, kind, []);
  const needed = Object.values(METHODS)
    .filter(({ token }) => token === 'bot')
    .flatMap(({ scope }) => kinds.map((channel) => scope?.({ channel }, { workspace } as never)));
  const heard = ['commands', 'app_mentions:read'];
  const all = new Set([...needed.filter((scope) => scope !== undefined), ...heard]);
  expect(new Set(scopesOf(['S1']).map(({ scope }) => scope))).toEqual(all);
  await slack.close();
});
