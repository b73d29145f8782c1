/**
 * @file Where the bars of a reliability diagram stand.
 */

import type { CalibrationBin } from "akari/insight";

export interface ReliabilityBar {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** How bright: the share of all answers, on a root scale so that small bins can still be seen. */
  readonly weight: number;
}

/** One for every bin that has answers, `undefined` for the others. */
export function reliabilityBars(bins: readonly CalibrationBin[]): (ReliabilityBar | undefined)[] {
  const most = Math.max(...bins.map(({ count }) => count));
  return bins.map(({ from, to, count, accuracy }) =>
    accuracy === undefined
      ? undefined
      : {
          x: from * 100,
          width: (to - from) * 100,
          y: (1 - accuracy) * 100,
          height: accuracy * 100,
          weight: Math.sqrt(count / most),
        },
  );
}

/** The bin with the most answers. */
export const fullestBin = (bins: readonly CalibrationBin[]): number =>
  bins.reduce((best, { count }, i) => (count > bins[best].count ? i : best), 0);
