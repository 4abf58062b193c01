/** How long the event loop was kept from its other work while something was done. */

export interface Stall {
  /** The longest gap between two turns, in milliseconds. */
  readonly wall: number;
  /** Of any gap, what this process itself computed: what others took on a busy machine left out. */
  readonly own: number;
}

/** Turns the loop all the while, and measures each turn. */
export async function stallDuring(work: () => Promise<void>): Promise<Stall> {
  let [wall, own] = [0, 0];
  let isOver = false;
  let began = performance.now();
  let used = process.cpuUsage();
  const turn = () => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    wall = Math.max(wall, now - began);
    own = Math.max(own, Math.min(now - began, (user + system) / 1000));
    began = now;
    used = process.cpuUsage();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  await new Promise((resolve) => setImmediate(resolve));
  return { wall, own };
}

export const told = ({ wall, own }: Stall): string => `${ms(own)} (${ms(wall)} by the clock)`;

export const ms = (n: number): string =>
  `${n.toLocaleString('en', { maximumSignificantDigits: 3 })} ms`;
