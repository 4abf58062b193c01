/** Events as a team's documents tell them: who sat there, what was said, and who reports it. */
import { type Day, dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import type { Account, EventKind, EventRecord, Point } from '../../src/domain/record/event.ts';
import { pointAct } from '../../src/domain/record/event.ts';
import { type Cast, COUNTRIES, type Delegate, officeOn } from './generated-cast.ts';
import { anyDay, notationFor } from './generated-dates.ts';
import type { Words } from './generated-words.ts';
import type { Random } from './random.ts';

/** The day on which the generated record was written: what is later is planned. */
export const WRITTEN = dayOf(2026, 1, 1);

const KINDS: Record<EventKind, number> = {
  meeting: 40,
  call: 14,
  summit: 8,
  dialogue: 8,
  multilateral: 8,
  visit: 8,
  statement: 5,
  signing: 3,
  encounter: 3,
  act: 3,
};

/** The gathering beside which others meet. */
interface Gathering {
  readonly id: string;
  readonly date: string;
  readonly day: Day;
  readonly place: string;
}

type Participants = NonNullable<Account['participants']>;

export class EventMaker {
  readonly #cast: Cast;
  readonly #words: Words;
  readonly #random: Random;
  readonly #sources: readonly string[];
  readonly #gatherings: Gathering[] = [];

  constructor(cast: Cast, words: Words, random: Random, sources: readonly string[]) {
    this.#cast = cast;
    this.#words = words;
    this.#random = random;
    this.#sources = sources;
  }

  /** The nth event; beside gatherings that were made before it. */
  make(n: number): EventRecord {
    const random = this.#random;
    const kind = random.weighted(KINDS);
    const beside = kind === 'meeting' && random.chance(0.2) ? this.#gathering() : undefined;
    const day = beside?.day ?? anyDay(random);
    const sides = this.#sides(kind);
    const distant = kind === 'call' || random.chance(0.05);
    const date = beside?.date ?? notationFor(day, random);
    const place = distant ? undefined : (beside?.place ?? this.#place(sides));
    const id = `${sides.slice(0, 2).join('-').toLowerCase()}-${kind}-${String(n).padStart(6, '0')}`;
    const participants = sides.flatMap((side) => this.#delegation(kind, side, day));
    const account: Account = {
      sources: [random.pick(this.#sources)],
      kind,
      format: kind === 'call' ? 'phone' : distant ? 'virtual' : 'in-person',
      status: day > WRITTEN ? 'planned' : 'held',
      date: [{ is: date, stated: this.#words.sentence('en', 2) }],
      ...(place && { place: [{ is: place }] }),
      ...(beside && { occasion: beside.id, turn: random.between(1, 4) }),
      participants,
      ...(random.chance(0.15) && { duration: [{ is: { minutes: 5 * random.between(2, 24) } }] }),
      ...(random.chance(0.06) && { series: random.pick(this.#cast.series).id }),
    };
    const points = this.#points(participants);
    if (points.length > 0) account.points = points;
    if (random.chance(0.12)) account.outcomes = [this.#outcome()];
    const record: EventRecord = { id, accounts: this.#accounts(account, day) };
    if (kind !== 'multilateral') return record;
    if (place) this.#gatherings.push({ id, date, day, place });
    return { ...record, name: this.#words.label(), body: random.pick(this.#cast.body).id };
  }

  #gathering(): Gathering | undefined {
    return this.#gatherings.length > 0 ? this.#random.pick(this.#gatherings) : undefined;
  }

  #sides(kind: EventKind): string[] {
    const random = this.#random;
    const sides = new Set<string>();
    const count = kind === 'multilateral' ? random.between(3, 12) : 2;
    while (sides.size < count) sides.add(random.zipf(COUNTRIES));
    if (kind === 'statement') return [...sides].slice(0, random.between(1, 2));
    if (!random.chance(0.03)) return [...sides];
    return [...[...sides].slice(1), random.pick(this.#cast.body).id];
  }

  #place(sides: readonly string[]): string {
    const host = sides.find((side) => this.#cast.placesIn.has(side)) ?? 'KR';
    const country = this.#random.chance(0.7) ? host : this.#random.zipf(COUNTRIES);
    return this.#random.zipf(this.#cast.placesIn.get(country) ?? this.#cast.place).id;
  }

  /** Who sat there for a side; the side alone where nobody is named. */
  #delegation(kind: EventKind, side: string, day: Day): Participants {
    const random = this.#random;
    const anonymous = kind === 'act' || random.chance(kind === 'multilateral' ? 0.5 : 0.08);
    const delegates = this.#cast.delegates.get(side);
    if (anonymous || !delegates) return [{ side }];
    const sent = new Set<Delegate>();
    const size = random.chance(0.12) ? 2 : 1;
    for (let tries = 0; tries < 8 && sent.size < size; tries++) {
      const delegate = random.zipf(delegates);
      if (delegate.from <= day && day <= delegate.to) sent.add(delegate);
    }
    if (sent.size === 0) return [{ side }];
    return [...sent].map((delegate) => {
      const office = random.chance(0.5) ? officeOn(delegate, day) : undefined;
      return { side, person: delegate.person.id, ...(office && { offices: [office] }) };
    });
  }

  #points(participants: Participants): Point[] {
    const random = this.#random;
    const points: Point[] = [];
    for (let i = random.pick([0, 1, 1, 2, 2, 3, 4]); i > 0; i--) {
      const { side, person } = random.pick(participants);
      const to = participants.find((p) => p.side !== side)?.side;
      points.push({
        id: `point-${points.length + 1}`,
        side,
        ...(person && { by: person }),
        ...(to && { to: [to] }),
        act: random.pick(pointAct.options),
        topic: random.zipf(this.#cast.topic).id,
        ...(random.chance(0.2) && { formula: random.zipf(this.#cast.formula).id }),
        gist: this.#words.gist(0.4),
        ...(random.chance(0.2) && { wording: this.#wording() }),
        ...(points.length > 0 && random.chance(0.3) && { reply_to: 'point-1' }),
      });
    }
    return points;
  }

  #wording() {
    const lang = this.#random.pick(['en', 'ko', 'zh', 'ja', 'id'] as const);
    return { text: this.#words.sentence(lang, 6), lang, verbatim: this.#random.chance(0.5) };
  }

  #outcome() {
    const topic = this.#random.zipf(this.#cast.topic).id;
    return { id: 'outcome-1', gist: this.#words.gist(0.4), topic };
  }

  /** The account alone; beside the plan that came before it; or beside one that contradicts it. */
  #accounts(account: Account, day: Day): Account[] {
    const random = this.#random;
    if (day > WRITTEN || random.chance(0.08)) return this.#planned(account, day);
    if (!random.chance(0.05)) return [account];
    const other: Account = { sources: [random.pick(this.#sources)], date: [{ is: isoOfDay(day) }] };
    if (random.chance(0.5)) other.date = [{ is: isoOfDay(day + random.pick([-2, -1, 1, 7])) }];
    else if (account.place) other.place = [{ is: random.pick(this.#cast.place).id }];
    if (random.chance(0.4)) other.duration = [{ is: { minutes: 7 * random.between(2, 24) } }];
    const standing = random.pick([undefined, 'preferred', 'deprecated'] as const);
    return [account, standing ? { ...other, standing } : other];
  }

  /** Announced, then held, called off or, of what is still to come, left open. */
  #planned(account: Account, day: Day): Account[] {
    const random = this.#random;
    const announced = isoOfDay(Math.min(WRITTEN, day - random.between(3, 120)));
    const plan: Account = {
      ...account,
      status: random.chance(0.1) ? 'to-be-confirmed' : 'planned',
      ...(random.chance(0.9) && { announced }),
    };
    if (day > WRITTEN || random.chance(0.1)) return [plan];
    const status = random.weighted({ held: 70, cancelled: 15, postponed: 15 });
    const source = random.pick(this.#sources);
    const { date = [], participants = [] } = account;
    if (status !== 'held') return [plan, { sources: [source], status }];
    return [
      { sources: [source], status: 'planned', announced, date, participants },
      { ...account, status },
    ];
  }
}
