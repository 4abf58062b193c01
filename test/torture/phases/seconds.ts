/** For the reader of a report; no test depends on it. */
export const seconds = (since: number): string => `${Math.round((Date.now() - since) / 1000)} s`;
