/**
 * @file Ways of writing sevens.
 */

import type { PenStyle } from "./pen-style.js";

export const SEVENS: readonly PenStyle[] = [
  {
    strokes: [
      [
        [0, 0.04],
        [0.98, 0, true],
        [0.45, 1],
      ],
    ],
    width: 0.6,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0, 0.04],
        [0.98, 0, true],
        [0.5, 0.5],
        [0.4, 1],
      ],
      [
        [0.2, 0.5],
        [0.9, 0.47],
      ],
    ],
    width: 0.65,
    share: 3,
  },
  {
    strokes: [
      [
        [0, 0.18],
        [0.06, 0.02, true],
        [0.98, 0, true],
        [0.5, 0.5],
        [0.42, 1],
      ],
    ],
    width: 0.6,
    share: 1,
  },
  {
    strokes: [
      [
        [0, 0.2],
        [0.05, 0.02, true],
        [0.98, 0, true],
        [0.45, 1],
      ],
      [
        [0.25, 0.55],
        [0.95, 0.5],
      ],
    ],
    width: 0.65,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0, 0.1],
        [0.3, 0.02],
        [0.6, 0.1],
        [1, 0, true],
        [0.55, 0.5],
        [0.5, 1],
      ],
      [
        [0.25, 0.5],
        [0.95, 0.5],
      ],
    ],
    width: 0.7,
    share: 1,
  },
  {
    strokes: [
      [
        [0, 0.03],
        [0.95, 0, true],
        [0.9, 1],
      ],
    ],
    width: 0.5,
    share: 1,
  },
];
