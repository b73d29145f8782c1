/**
 * @file Ways of writing twos.
 */

import type { PenStyle } from "./pen-style.js";

export const TWOS: readonly PenStyle[] = [
  {
    strokes: [
      [
        [0.05, 0.25],
        [0.3, 0.02],
        [0.75, 0.03],
        [0.9, 0.28],
        [0.55, 0.66],
        [0.02, 1, true],
        [1, 0.98],
      ],
    ],
    width: 0.7,
    share: 2,
  },
  {
    strokes: [
      [
        [0.05, 0.2],
        [0.4, 0],
        [0.8, 0.15],
        [0.7, 0.5],
        [0.2, 0.92],
        [0.02, 0.88],
        [0.2, 0.76],
        [0.5, 0.92],
        [1, 0.97],
      ],
    ],
    width: 0.75,
    share: 2,
  },
  {
    strokes: [
      [
        [0, 0.04],
        [0.9, 0, true],
        [0.03, 1, true],
        [1, 0.98],
      ],
    ],
    width: 0.7,
    share: 0.7,
  },
  {
    strokes: [
      [
        [0, 0.3],
        [0.25, 0],
        [0.75, 0.05],
        [0.7, 0.45],
        [0.1, 0.95, true],
        [0.5, 0.9],
        [1, 1],
      ],
    ],
    width: 0.8,
    share: 1,
  },
];
