/**
 * Made once for each key, and kept: `Intl` takes longer to make a formatter than to use it a hundred
 * times. For keys of which there are few, such as languages and units.
 */
export function once<Keys extends readonly string[], T>(
  make: (...keys: Keys) => T,
): (...keys: Keys) => T {
  const made = new Map<string, T>();
  return (...keys) => {
    const key = keys.join(' ');
    let kept = made.get(key);
    if (kept === undefined) {
      kept = make(...keys);
      made.set(key, kept);
    }
    return kept;
  };
}
