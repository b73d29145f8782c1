/**
 * @file Random numbers that are the same on every machine.
 *
 * Each use of chance (initial weights, shuffling, …) has a generator of its own, named after it, so that turning
 * one off does not change the others. Only integer arithmetic and correctly rounded float64 operations
 * (`+ − × ÷ √`) are used: `Math.log` and its kin differ in their last bits between JavaScript engines.
 */

/** A stream of random numbers, fully determined by its seed and name. */
export interface RandomGenerator {
  /** An integer in `[0, 2³²)`. */
  uint32(): number;
  /** A number in `[0, 1)` with 53 random bits. */
  uniform(): number;
  /** An integer in `[0, bound)`, each equally likely, for a bound from 1 to 2³². */
  below(bound: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, 2018), its state filled from the seed and the name.
 *
 * @param seed any safe integer
 * @param name what the numbers are for, such as `"shuffle/3"`: another name gives other numbers
 */
export function randomGenerator(seed: number, name: string): RandomGenerator {
  return xoshiro(initialState(seed, name));
}

/**
 * A generator for one row of a data set. Rows need no names, and kernels make the same numbers
 * (engine/wasm/kernels/random.ts).
 *
 * @param key `[4]` random words that stand for the seed, the use and the epoch
 */
export function rowGenerator(key: ArrayLike<number>, row: number): RandomGenerator {
  return xoshiro(sound(Int32Array.from({ length: 4 }, (_, i) => mix(key[i] + mix(4 * row + i)))));
}

/** @param s four words, not all of them zero: in a typed array they stay machine integers */
function xoshiro(s: Int32Array): RandomGenerator {
  function uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  function uniform(): number {
    const high = uint32() >>> 5;
    const low = uint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  function below(bound: number): number {
    // As many low bits as the bound has; draws beyond it are thrown away, so that each result is equally likely.
    const mask = bound === 1 ? 0 : 0xffffffff >>> Math.clz32(bound - 1);
    let draw = (uint32() & mask) >>> 0;
    while (draw >= bound) draw = (uint32() & mask) >>> 0;
    return draw;
  }

  /** Marsaglia's polar method (1964); of its two draws the second is not kept, so that no state hides here. */
  function normal(): number {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * portableLog(s)) / s);
    }
  }

  return { uint32, uniform, below, normal };
}

/** A random order of `0 … count − 1`. */
export function permutation(count: number, random: RandomGenerator): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  shuffle(order, random);
  return order;
}

/** Puts numbers into a random order, in place (Fisher and Yates). */
export function shuffle(numbers: Uint32Array, random: RandomGenerator): void {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = kept;
  }
}

/**
 * The natural logarithm of a positive normal number, within 2e-16 relative, by portable operations only:
 * `x = m 2ᵉ` with `m` near 1, and `log m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …)` with `s = (m − 1)/(m + 1)`.
 */
export function portableLog(x: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  let exponent = (bits.getUint16(0) >>> 4) - 1023;
  bits.setUint16(0, (bits.getUint16(0) & 0x800f) | (1023 << 4));
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let n = 23; n >= 1; n -= 2) sum = sum * s * s + 1 / n;
  return exponent * Math.LN2 + 2 * s * sum;
}

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** Four words that depend on every bit of the seed and every letter of the name, by murmur3's mixing steps. */
function initialState(seed: number, name: string): Int32Array {
  let hash = 0x9e3779b9;
  const absorb = (word: number): void => {
    hash = Math.imul(hash ^ mix(word), 0x85ebca6b) + 0xe6546b64;
    hash = rotateLeft(hash, 13);
  };
  absorb(seed >>> 0);
  absorb(Math.floor(seed / 2 ** 32) >>> 0);
  for (let i = 0; i < name.length; i++) absorb(name.charCodeAt(i) + i * 65536);
  const next = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    return mix(hash);
  };
  return sound(Int32Array.of(next(), next(), next(), next()));
}

/** The all-zero state is the generator's one fixed point. */
function sound(state: Int32Array): Int32Array {
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
  return state;
}

/** murmur3's 32-bit finaliser (Appleby): every bit of the word decides every bit of the result, `[−2³¹, 2³¹)`. */
export function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
