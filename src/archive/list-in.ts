/** The list that a map holds under a key; an empty one is put there where it held none. */
export function listIn<K, T>(map: Map<K, T[]>, key: K): T[] {
  const held = map.get(key);
  if (held) return held;
  const list: T[] = [];
  map.set(key, list);
  return list;
}
