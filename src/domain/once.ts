type Key = string | number;

/** Of so many keys what was made is kept. */
const MOST_KEPT = 10_000;

/**
 * Made once for each key, and kept: `Intl` takes longer to make a formatter than to use it a hundred
 * times. Where there come to be many keys, it begins anew.
 */
export function once<Keys extends readonly Key[], T>(
  make: (...keys: Keys) => T,
): (...keys: Keys) => T {
  const made = new Map<Key, T>();
  return (...keys) => {
    let key: Key = keys[0] ?? '';
    for (let i = 1; i < keys.length; i++) key += ` ${keys[i]}`;
    let kept = made.get(key);
    if (kept === undefined) {
      kept = make(...keys);
      if (made.size >= MOST_KEPT) made.clear();
      made.set(key, kept);
    }
    return kept;
  };
}

/** The same of a thing that never changes, as long as there is that thing. */
export function onceOf<Key extends string, Subject extends object, T>(
  make: (key: Key, subject: Subject) => T,
): (key: Key, subject: Subject) => T {
  const made = new Map<Key, WeakMap<Subject, T>>();
  return (key, subject) => {
    let ofKey = made.get(key);
    if (!ofKey) {
      ofKey = new WeakMap();
      made.set(key, ofKey);
    }
    let kept = ofKey.get(subject);
    if (kept === undefined) {
      kept = make(key, subject);
      ofKey.set(subject, kept);
    }
    return kept;
  };
}
