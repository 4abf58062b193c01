/** What a check-up found, as one line for a person and one object for a script. */
export interface Diagnosis {
  /** What was looked at, such as `store`. */
  readonly of: string;
  /** `note`: it works, and should be known all the same. */
  readonly state: 'well' | 'note' | 'fault';
  /** Of a fault: what is wrong, and what to do. */
  readonly told: string;
}

/** A channel in which the bot has to post, by the platform's id, and who says so. */
export interface WantedChannel {
  readonly channel: string;
  readonly wantedBy: string;
}

/** Learns from the `Date` of answers over HTTP (RFC 9110, 6.6.1) how late it is elsewhere. */
export interface ClockWitness {
  /** Call it before a question is sent, and what it returns when the answer has come. */
  asked(): (date: string | null | undefined) => void;
}
