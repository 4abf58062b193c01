/** Things side by side on rows, so that none lies over another. */

export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** The row of each, in the order given, the first that has room; `space` stays free between two. */
export function rowsOf(extents: readonly Extent[], space: number): number[] {
  const ends: number[] = [];
  return extents.map(({ from, to }) => {
    const free = ends.findIndex((end) => end + space <= from);
    const row = free === -1 ? ends.length : free;
    ends[row] = to;
    return row;
  });
}
