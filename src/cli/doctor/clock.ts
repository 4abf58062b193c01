import type { Clock } from '../../adapters/clock.ts';
import type { ClockWitness, Diagnosis } from '../../chat/diagnosis.ts';

/** Milliseconds within which a clock is right enough for posts that come on the minute. */
const TOLERANCE = 5_000;

/** How far our clock is ahead of another, in milliseconds: somewhere from `least` to `most`. */
interface Lead {
  readonly least: number;
  readonly most: number;
}

/** Compares our clock with those of the platforms, as closely as their answers allow. */
export class ClockComparison implements ClockWitness {
  readonly #clock: Clock;
  #lead: Lead | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  asked(): (date: string | null | undefined) => void {
    const before = this.#clock.now().getTime();
    return (date) => {
      const said = Date.parse(date ?? '');
      if (Number.isNaN(said)) return;
      // It was said somewhere between question and answer, and is the second that had begun there.
      const after = this.#clock.now().getTime();
      const lead = { least: before - said - 1000, most: after - said };
      if (!this.#lead || widthOf(lead) < widthOf(this.#lead)) this.#lead = lead;
    };
  }

  /** `lastChange`: the latest moment that the store knows of. */
  diagnosis(lastChange: Date | undefined): Diagnosis {
    const now = this.#clock.now();
    const { least, most } = this.#lead ?? { least: 0, most: 0 };
    if (least > TOLERANCE) return wrong(`${spanOf(least)} ahead`);
    if (most < -TOLERANCE) return wrong(`${spanOf(-most)} behind`);
    if (lastChange && lastChange.getTime() - now.getTime() > TOLERANCE) {
      return wrong(`behind: the store was last changed at ${lastChange.toISOString()}`);
    }
    const compared = this.#lead ? 'as the platforms have it' : 'compared with nothing else';
    return { of: 'clock', state: 'well', told: `${now.toISOString()}, ${compared}` };
  }
}

const widthOf = ({ least, most }: Lead): number => most - least;

const wrong = (how: string): Diagnosis => ({
  of: 'clock',
  state: 'fault',
  told: `the clock of this machine is ${how}, and posts would come as wrong: let it be set over the network (NTP)`,
});

function spanOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
