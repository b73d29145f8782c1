/**
 * @file Ways of writing fives.
 */

import type { PenPoint, PenStyle } from "./pen-style.js";

const FIVE_BELLY: readonly PenPoint[] = [
  [0.12, 0.45, true],
  [0.5, 0.36],
  [0.92, 0.55],
  [0.88, 0.86],
  [0.48, 1],
  [0.02, 0.9],
];

export const FIVES: readonly PenStyle[] = [
  {
    strokes: [
      [[0.2, 0.02], ...FIVE_BELLY],
      [
        [0.18, 0.02],
        [0.95, 0],
      ],
    ],
    width: 0.65,
    share: 2,
  },
  { strokes: [[[0.95, 0], [0.2, 0.02, true], ...FIVE_BELLY]], width: 0.65, share: 2 },
  {
    strokes: [
      [
        [0.95, 0.03],
        [0.3, 0.05],
        [0.15, 0.3],
        [0.55, 0.45],
        [0.9, 0.7],
        [0.55, 1],
        [0, 0.92],
      ],
    ],
    width: 0.6,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0.15, 0.1],
        [0.12, 0.45, true],
        [0.6, 0.42],
        [0.85, 0.7],
        [0.5, 1],
        [0.02, 0.93],
      ],
      [
        [0.2, 0.04],
        [1, 0.02],
      ],
    ],
    width: 0.8,
    share: 1,
  },
];
