/**
 * Limits of time that leave nothing behind. An `AbortSignal.timeout` goes off in the end however long
 * ago all was done, and keeps what it was for until then.
 */

/** Does it, and stops it after so many milliseconds: then it is for `act` to reject. */
export async function within<T>(ms: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ends = new AbortController();
  const timer = setTimeout(() => ends.abort(tooLong()), ms);
  try {
    return await act(ends.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** As `AbortSignal.timeout` says it. */
const tooLong = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');

/** What comes of it; undefined where that takes longer than so many milliseconds. */
export async function unlessLate<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
