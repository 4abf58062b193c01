/** What a process under the preload is told to do, and how the moments are named at which it stops. */

/** What the store must not be able to do without. */
export const SWITCHES = ['sync', 'folder-sync', 'checksum'] as const;
export type Switch = (typeof SWITCHES)[number];

export type Role = 'writer' | 'compaction';
export type When = 'before' | 'half' | 'after';

/** A moment in the work of the store, such as `journal.write` and `after`. */
export interface Point {
  readonly role: Role;
  /** What kind of file, and what is done to it. */
  readonly step: string;
  readonly when: When;
}

/** Where to stop and wait to be killed. */
export interface Stop extends Point {
  /** How many times the point is passed before, counted from 1. */
  readonly nth: number;
  /** The file that is made, with the process id in it, when the point is reached. */
  readonly reached: string;
}

export interface Orders {
  /** Only what happens in this folder concerns the store. */
  readonly root: string;
  /** Where every operation is written down, if it is. */
  readonly log?: string | undefined;
  readonly stop?: Stop | undefined;
}

/** In the environment: the orders of a compaction, as JSON. */
export const ORDERS = 'TORTURE_ORDERS';
/** In the environment: the switch that is off, if any. */
export const WITHOUT = 'TORTURE_WITHOUT';

export const tellPoint = ({ role, step, when }: Point): string => `${role} ${when} ${step}`;
