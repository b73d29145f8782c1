/** @file What takes a while is made once. */

interface Kept<Key, T> {
  get(key: Key): Promise<T> | undefined;
  set(key: Key, made: Promise<T>): unknown;
  delete(key: Key): unknown;
}

/** Makes what is asked for the first time, and keeps it; again where that failed. */
export function once<Key, T>(kept: Kept<Key, T>, key: Key, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  kept.set(key, fresh);
  fresh.catch(() => kept.delete(key));
  return fresh;
}
