/** What each thread, direct message or prompt last spoke of, so that a follow-up keeps its subject. */
import type { Subject } from './follow-ups.ts';

/** Conversations that are remembered; the one that was longest silent is forgotten first. */
const MOST = 5000;
/** A follow-up comes within the day, or it is no follow-up. */
const LONGEST_MS = 24 * 3_600_000;

export class Conversations {
  readonly #subjects = new Map<string, { subject: Subject; at: number }>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  subject(conversation: string, now: Date): Subject | undefined {
    const held = this.#subjects.get(conversation);
    // A clock that was set back makes nothing older.
    return held && now.getTime() - held.at <= LONGEST_MS ? held.subject : undefined;
  }

  keep(conversation: string, subject: Subject, now: Date): void {
    this.#subjects.delete(conversation);
    this.#subjects.set(conversation, { subject, at: now.getTime() });
    if (this.#subjects.size > this.#most) {
      this.#subjects.delete(this.#subjects.keys().next().value as string);
    }
  }
}
