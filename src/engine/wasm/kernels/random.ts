/**
 * @file Random numbers for one row of a data set, in one epoch: those of `rowGenerator` in src/model/random.ts, to the
 * bit. The state is four words in memory.
 */

/** murmur3's 32-bit finaliser (Appleby). */
@inline function mix(word: u32): u32 {
  let h = word;
  h = (h ^ (h >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

/** @param key the epoch's four words @param state gets the row's */
export function seedRow(key: usize, row: u32, state: usize): void {
  let any: u32 = 0;
  for (let i: u32 = 0; i < 4; i++) {
    const word = mix(load<u32>(key + (i << 2)) + mix(4 * row + i));
    store<u32>(state + (i << 2), word);
    any |= word;
  }
  // The all-zero state is the generator's one fixed point.
  if (any == 0) store<u32>(state, 1);
}

/** A number from −1 to below 1 with 24 bits. xoshiro128** 1.1 (Blackman and Vigna, 2018). */
export function uniform(state: usize): f32 {
  let a = load<u32>(state), b = load<u32>(state, 4), c = load<u32>(state, 8), d = load<u32>(state, 12);
  const result = rotl<u32>(b * 5, 7) * 9;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= t;
  d = rotl<u32>(d, 11);
  store<u32>(state, a);
  store<u32>(state, b, 4);
  store<u32>(state, c, 8);
  store<u32>(state, d, 12);
  return <f32>(result >> 8) * <f32>(1.0 / 8388608.0) - 1;
}
