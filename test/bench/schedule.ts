/**
 * The diary of a large house: 200 channels and 5,000 milestones. A preview of ten years, beside what one
 * would write first: every day, every channel, every milestone it wants and every lead compared. And a
 * tick of a bot that has nothing to post.
 */
import { Archive } from '../../src/archive/archive.ts';
import { isoOfDay } from '../../src/domain/dates/day.ts';
import type { Outline } from '../../src/domain/events/view.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import type { Subscription } from '../../src/domain/record/schedule.ts';
import { type DuePost, due } from '../../src/schedule/due.ts';
import { Keeper } from '../../src/schedule/keeper.ts';
import { DEFAULT_RULES } from '../../src/schedule/outbox.ts';
import { isSelected } from '../../src/schedule/selection.ts';
import { localDay } from '../../src/schedule/slots.ts';
import { NO_RECORDS } from '../support/asker.ts';
import { generatedHoldings } from '../support/generated-archive.ts';
import { MemoryDoor } from '../support/memory-door.ts';
import { Random } from '../support/random.ts';

const CHANNELS = 200;
const MILESTONES = 5_000;
const LEADS = [30, 7, 1, 0];
const ZONES = ['Asia/Seoul', 'Asia/Shanghai', 'Asia/Tokyo', 'Asia/Jakarta', 'Europe/Paris'];
/** One channel in so many wants every milestone; the others those of one country. */
const WANTS_ALL = 40;
const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2036, 0, 1);
/** Of the first day: when the idle bot looks. */
const NOON = FROM + 12 * 3_600_000;
/** What the peer is timed on: it takes the same for every day. */
const PEER_DAYS = 30;
const TICKS = 200;
const DAY = 86_400_000;

export async function benchSchedule({ seed }: { seed: number }): Promise<void> {
  const random = new Random(seed);
  const holdings = generatedHoldings({ events: 2 * MILESTONES, people: 200, seed });
  const events = holdings.event.slice(0, MILESTONES);
  const milestone = events.map(({ id }) => ({
    id: `m-${id}`,
    event: id,
    counting: 'every' as const,
  }));
  const subscription = Array.from({ length: CHANNELS }, (_, n) => channel(n, holdings, random));
  const archive = new Archive({ ...holdings, milestone, subscription });
  const asked = { archive, subscriptions: subscription, holidays: new Set<number>() };

  const began = performance.now();
  let posts = 0;
  for (const _ of due({ ...asked, from: FROM, to: TO })) posts++;
  const own = performance.now() - began;

  const wanted = wantedBy(archive, subscription);
  const peerBegan = performance.now();
  const found = dayByDay(wanted);
  const peer = ((performance.now() - peerBegan) / PEER_DAYS) * ((TO - FROM) / DAY);
  agree(found, [...due({ ...asked, from: FROM - DAY, to: FROM + (PEER_DAYS + 1) * DAY })]);

  console.log(
    `\nThe diary: ${CHANNELS} channels, ${MILESTONES.toLocaleString('en')} milestones\n` +
      `  preview of ten years, ${posts.toLocaleString('en')} posts: ${(own / 1000).toFixed(1)} s; day by day, ` +
      `reminders alone, reckoned from ${PEER_DAYS} days: ${(peer / 1000).toFixed(1)} s = ${(peer / own).toFixed(1)} ×\n` +
      `  a tick with nothing to post: ${(await idleTick(archive)).toFixed(1)} µs`,
  );
}

function channel(n: number, { country }: Holdings, random: Random): Subscription {
  return {
    id: `channel-${n}`,
    channel: `slack:C${n}`,
    zone: random.pick(ZONES),
    locale: 'en',
    hour: '09:00',
    reminders: {
      leads: LEADS,
      which: n % WANTS_ALL === 0 ? {} : { body: random.pick(country).id },
      quiet: 'keep',
    },
    digest: { cron: '0 9 * * 1', sections: ['week', 'onthisday'] },
    origin: 'config',
    since: new Date(NOON).toISOString(),
  };
}

type Wanted = readonly (readonly [Subscription, readonly Outline[]])[];

/** The peer's too: it looks for the days alone. */
const wantedBy = (archive: Archive, subscriptions: readonly Subscription[]): Wanted =>
  subscriptions.map((s) => [
    s,
    archive.holdings.milestone.flatMap((m) => {
      const event = archive.event(m.event);
      return event && isPlain(event) && isSelected(archive, event, s.reminders?.which ?? {}, m)
        ? [event]
        : [];
    }),
  ]);

/** Of what took place on one known day, about which there is nothing to decide. */
const isPlain = ({ date, status }: Outline): boolean =>
  date.from === date.to &&
  !date.approximate &&
  !date.uncertain &&
  date.to < FROM / DAY - 400 &&
  status === 'held' &&
  !isoOfDay(date.from).endsWith('02-29');

function dayByDay(wanted: Wanted): Set<string> {
  const found = new Set<string>();
  for (let day = FROM / DAY; day < FROM / DAY + PEER_DAYS; day++) {
    for (const lead of LEADS) {
      const on = isoOfDay(day + lead).slice(5);
      for (const [{ id }, events] of wanted) {
        for (const event of events) {
          if (isoOfDay(event.date.from).slice(5) === on)
            found.add(`${id} ${event.id} ${day} ${lead}`);
        }
      }
    }
  }
  return found;
}

/** Throws where the peer, which knows the plain cases alone, finds a reminder that is not due. */
function agree(found: ReadonlySet<string>, posts: readonly DuePost[]): void {
  const told = new Set(
    posts.flatMap((post) =>
      post.kind === 'reminder'
        ? [
            `${post.subscription.id} ${post.occasion.milestone.event} ` +
              `${localDay(post.at, post.subscription.zone)} ${post.lead}`,
          ]
        : [],
    ),
  );
  const missing = [...found].find((key) => !told.has(key));
  if (missing !== undefined || found.size === 0) {
    throw new Error(`day by day "${missing}" is found, which the diary does not tell`);
  }
}

const quiet = () => undefined;

/** Microseconds, after what was due is settled. */
async function idleTick(archive: Archive): Promise<number> {
  const now = NOON;
  const keeper = new Keeper({
    archive,
    records: NO_RECORDS,
    holidays: new Set(),
    rules: { ...DEFAULT_RULES, maxLateMs: 0 },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    now: () => new Date(now),
    pause: async () => undefined,
  });
  await keeper.open(new MemoryDoor());
  const began = performance.now();
  for (let i = 0; i < TICKS; i++) await keeper.tick();
  return ((performance.now() - began) / TICKS) * 1000;
}
