// @ts-check
/**
 * @file Sounds that are the same everywhere: no sine, of which engines have each their own.
 */

/** @returns {{ rate: number, samples: Float32Array<ArrayBuffer> }[]} */
export const soundsMade = () =>
  [40, 61, 97].map((period, n) => ({
    rate: 16_000,
    samples: Float32Array.from({ length: 4000 + 500 * n }, (_, i) =>
      i < 300 ? 0 : (((i % period) / period - 0.5) * (((i * 7919) % 31) + 60)) / 128,
    ),
  }));
