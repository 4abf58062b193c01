/** The app's Home tab: what `/home` answers, in its reader's language; what is pressed is answered there. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { controlsOf } from '../../fakes/slack/hands.ts';
import type { Home } from '../../fakes/slack/workspace.ts';
import { MINA, Newsroom, RENE, textOf } from './newsroom.ts';
import { type Program, wholeProgram } from './whole-program.ts';

vi.setConfig({ testTimeout: 60_000 });

let program: Program;
let room: Newsroom;
beforeAll(async () => {
  program = await wholeProgram();
  return () => program.close();
});
afterEach(() => room.close());

async function open(): Promise<void> {
  room = await Newsroom.open({ calls: { timeout: 1500 } });
  await room.start(program);
}

/** What stands in the Home tab after something was done. */
async function homeAfter(act: () => Promise<unknown>): Promise<Home> {
  const shown = new Promise<Home>((resolve) => room.server.workspace.events.once('home', resolve));
  await act();
  return shown;
}

const told = ({ blocks }: Home) => textOf({ text: '', blocks } as never);
const control = (home: Home, label: string) => {
  const found = controlsOf(home).find((c) => c.label === label);
  if (!found) throw new Error(`no "${label}"`);
  return found;
};

test('shows what is coming, what was last, and how its reader is read to', async () => {
  await open();
  const mina = await homeAfter(() => room.hands.openHome(MINA));
  expect(told(mina)).toContain('What is coming');
  expect(told(mina)).toContain('The last events');
  expect(told(mina)).toContain('Asia/Seoul, 22 November 2026 at 09:00');
  const rene = await homeAfter(() => room.hands.openHome(RENE));
  expect(told(rene)).toContain('한국어');
  expect(told(rene)).toContain('Europe/Paris, 2026년 11월 22일');
  expect(room.bots).toEqual([]);
});

test('what is pressed there is answered there, with a way back', async () => {
  await open();
  const home = await homeAfter(() => room.hands.openHome(MINA));
  const all = control(home, 'All that is coming');
  const coming = await homeAfter(() => room.hands.pressAtHome(home, all));
  expect([coming.id, told(coming)]).toEqual([home.id, expect.stringContaining('The next 60 days')]);
  const entry = controlsOf(coming).find(({ option }) => option);
  if (!entry) throw new Error('a list can be opened');
  const opened = await homeAfter(() => room.hands.pressAtHome(coming, entry));
  const back = control(opened, 'At a glance');
  expect(told(await homeAfter(() => room.hands.pressAtHome(opened, back)))).toBe(told(home));
  expect(room.bots).toEqual([]);
});

test('the Messages tab is left alone', async () => {
  await open();
  await room.hands.openHome(MINA, 'messages');
  await homeAfter(() => room.hands.openHome(RENE));
  expect([...room.server.workspace.homes.keys()]).toEqual([RENE]);
});

test('what came later is not written over by what was slow', async () => {
  await open();
  const home = await homeAfter(() => room.hands.openHome(MINA));
  await homeAfter(() => room.hands.openHome(MINA));
  const { hash } = room.server.workspace.homes.get(MINA) as Home;
  await room.hands.pressAtHome(home, control(home, 'All that is coming'));
  await vi.waitFor(() => expect(room.server.called('views.publish')).toHaveLength(3));
  expect(room.server.workspace.homes.get(MINA)?.hash).toBe(hash);
  expect(room.log.filter(({ level }) => level === 'warn')).toEqual([]);
});

test.each([
  { kind: 'rate-limited', retryAfter: 1 },
  { kind: 'status', status: 503 },
  { kind: 'applied-then-dropped' },
] as const)('comes in spite of $kind', async (fault) => {
  await open();
  room.server.faults.strike('views.publish', fault);
  expect(told(await homeAfter(() => room.hands.openHome(MINA)))).toContain('What is coming');
});
