/** Trying again, where that may help and does no harm. */
import type { DeliveryError } from '../../chat/adapter.ts';
import { deliveryError } from './errors.ts';

export interface Patience {
  /** Waits so many seconds; rejects where that is too long. */
  pause(seconds: number): Promise<void>;
}

export const MOST_ATTEMPTS = 5;

/** Seconds, whatever Slack advises: somebody waits for the answer. */
const LONGEST_PAUSE = 60;

/**
 * Does it, again where it certainly was not done, and where it may have been done only if doing it
 * twice is as good as once. Resolves to what stands in the way in the end, if anything does.
 */
export async function attempted(
  act: () => Promise<unknown>,
  { pause }: Patience,
  isRepeatable: boolean,
): Promise<DeliveryError | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act();
      return undefined;
    } catch (thrown) {
      const error = deliveryError(thrown);
      const mayRepeat = error.kind === 'later' || (error.kind === 'unknown' && isRepeatable);
      if (!mayRepeat || attempt >= MOST_ATTEMPTS) return error;
      try {
        await pause(waitOf(error, attempt));
      } catch {
        return error;
      }
    }
  }
}

/** Seconds until the next attempt: as long as Slack advises, else longer each time. */
export const waitOf = ({ retryAfter }: DeliveryError, attempt: number): number =>
  Math.min(LONGEST_PAUSE, retryAfter ?? attempt);
