/**
 * @file Chance that a seed decides: the same numbers on every machine, for whoever opens the same link.
 */

/** Numbers from 0 to below 1. A multiplicative congruential generator modulo 2³¹ − 1 (Park and Miller, 1988). */
export function seededRandom(seed: number): () => number {
  let state = (Math.imul(seed, 7919) & 0x7fffffff) % 2147483646;
  const next = (): number => {
    state = ((state + 1) * 48271) % 2147483647;
    state = state === 0 ? 0 : state - 1;
    return state / 2147483646;
  };
  // Small seeds begin close to each other; a few steps part them.
  for (let i = 0; i < 8; i++) next();
  return next;
}

/** Around 0 with standard deviation 1, nearly normal: the sum of twelve uniform numbers. */
export function spread(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}
