/** What was announced and is no longer so is corrected where it was announced, once. */
import { expect, test } from 'vitest';
import { bot } from '../support/diary-bot.ts';

const announced = async () => {
  const b = bot('2026-10-19T08:00:00+09:00', { digest: undefined });
  await b.run(24);
  expect(b.titles()).toEqual(['Reminder: Plan']);
  return b;
};

test('a plan that was moved is corrected in the thread of its announcement, once', async () => {
  const b = await announced();
  b.edit('plan', { date: [{ is: '2026-12-02' }] });
  await b.run(24);
  expect(b.titles()).toEqual(['Reminder: Plan', 'Correction: Plan']);
  expect(b.door.posts[1]?.to).toEqual({ channel: 'C1', thread: '1' });
  expect(b.texts()[1]).toMatch(
    /Announced for 18.{1,3}19 November 2026; it is now .*2 December 2026/,
  );
  await b.run(24 * 7);
  // The new day has its own reminders.
  expect(
    b
      .titles()
      .slice(2)
      .every((t) => t === 'Reminder: Plan'),
  ).toBe(true);
});

test('cancelled, then planned again after all', async () => {
  const b = await announced();
  b.edit('plan', { status: 'cancelled' });
  await b.run(24);
  expect(b.titles().at(-1)).toBe('Correction: Plan');
  expect(b.texts().at(-1)).toContain('it is now cancelled');
  await b.run(24 * 8);
  expect(b.titles()).toHaveLength(2);
  b.edit('plan', { status: 'planned' });
  await b.run(2);
  expect(b.titles()).toHaveLength(3);
  expect(b.texts().at(-1)).toContain('it takes place after all');
});

test('a day that became known within what was announced is no correction', async () => {
  const b = bot('2026-08-31T08:00:00+09:00', { digest: undefined });
  b.edit('plan', { date: [{ is: '2026-23~' }] });
  await b.run(48);
  expect(b.titles()).toEqual(['Reminder: Plan']);
  b.edit('plan', { date: [{ is: '2026-11-18/2026-11-19' }] });
  await b.run(24 * 3);
  expect(b.titles()).toEqual(['Reminder: Plan']);
});

test('an event that is postponed is told to be', async () => {
  const b = await announced();
  b.edit('plan', { status: 'postponed' });
  await b.run(24 * 8);
  expect(b.titles()).toEqual(['Reminder: Plan', 'Correction: Plan']);
  expect(b.texts()[1]).toContain('it is now postponed');
  expect(b.door.posts[1]?.to).toEqual({ channel: 'C1', thread: '1' });
});

test('an event that is held elsewhere', async () => {
  const b = await announced();
  b.edit('plan', { place: [{ is: 'beijing' }] });
  await b.run(24 * 8);
  expect(b.titles()).toEqual(['Reminder: Plan', 'Correction: Plan']);
  expect(b.texts()[1]).toContain('it is now to be in Beijing');
  expect(b.door.posts[1]?.to).toEqual({ channel: 'C1', thread: '1' });
});

test('an event that is taken out of the archive, with its milestone or without', async () => {
  for (const isWhole of [true, false]) {
    const b = await announced();
    if (isWhole) b.remove('milestone', 'm-plan');
    b.remove('event', 'plan');
    await b.run(24 * 30, 6);
    expect(b.titles()).toEqual(['Reminder: Plan', 'Correction: Plan']);
    expect(b.texts()[1]).toContain('the archive does not hold it any more');
    expect(b.door.posts[1]?.to).toEqual({ channel: 'C1', thread: '1' });
  }
});

test('an event that only leaves the diary was not announced wrongly', async () => {
  const b = await announced();
  b.remove('milestone', 'm-plan');
  await b.run(24 * 30, 6);
  expect(b.titles()).toEqual(['Reminder: Plan']);
});

/** The eleventh anniversary of the pact, announced a month ahead. */
const anniversary = async () => {
  const b = bot('2026-11-20T08:00:00+09:00', { digest: undefined });
  await b.run(2);
  expect(b.titles()).toEqual(['Reminder: Pact']);
  expect(b.texts()[0]).toContain('11th');
  return b;
};

test('an anniversary that was counted wrongly', async () => {
  const b = await anniversary();
  b.edit('pact', { date: [{ is: '2016-12-20' }] });
  await b.run(24 * 5);
  expect(b.titles()).toEqual(['Reminder: Pact', 'Correction: Pact']);
  expect(b.texts()[1]).toContain('Announced as the 11th anniversary; it is the 10th.');
  expect(b.door.posts[1]?.to).toEqual({ channel: 'C1', thread: '1' });
  // What is posted next counts rightly, and nothing is corrected again.
  await b.run(24 * 30, 6);
  expect(b.titles().slice(2)).toEqual(Array(3).fill('Reminder: Pact'));
  expect(b.texts().slice(2).join()).not.toContain('11th');
});

test('an anniversary whose day was wrong', async () => {
  const b = await anniversary();
  b.edit('pact', { date: [{ is: '2015-12-24' }] });
  await b.run(2);
  expect(b.titles()).toEqual(['Reminder: Pact', 'Correction: Pact']);
  expect(b.texts()[1]).toContain(
    'Announced for Sunday, 20 December 2026; it is now Thursday, 24 December 2026',
  );
});

test('a correction whose answer was lost is there once', async () => {
  const b = await announced();
  b.door.faults.push('posted-but-lost');
  b.edit('plan', { status: 'cancelled' });
  await b.run(24);
  b.restart();
  await b.run(24);
  expect(b.titles()).toEqual(['Reminder: Plan', 'Correction: Plan']);
});

test('every channel that was told is corrected in its own thread', async () => {
  const b = bot('2026-10-19T08:00:00+09:00', { digest: undefined });
  b.put({ ...b.subscription, id: 'second', channel: 'slack:C2' });
  await b.run(24);
  b.edit('plan', { status: 'cancelled' });
  await b.run(24);
  const corrections = b.door.posts.slice(2).map(({ to }) => to);
  expect(corrections).toHaveLength(2);
  expect(corrections).toContainEqual({ channel: 'C1', thread: '1' });
  expect(corrections).toContainEqual({ channel: 'C2', thread: '2' });
});
