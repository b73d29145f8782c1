/**
 * @file Ways of writing ones.
 */

import type { PenStyle } from "./pen-style.js";

export const ONES: readonly PenStyle[] = [
  // With the pen not yet lifted, or a tick for a foot.
  {
    strokes: [
      [
        [0.3, 0],
        [0.15, 1, true],
        [0.9, 0.72],
      ],
    ],
    width: 0.35,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0.3, 0],
        [0.05, 0.6],
        [0.1, 0.98],
        [0.6, 0.95],
        [1, 0.8],
      ],
    ],
    width: 0.3,
    share: 0.5,
  },

  {
    strokes: [
      [
        [0.5, 0],
        [0.5, 1],
      ],
    ],
    width: 0.1,
    share: 1,
  },
  {
    strokes: [
      [
        [0, 0.3],
        [0.8, 0, true],
        [0.8, 1],
      ],
    ],
    width: 0.35,
    share: 3,
  },
  {
    strokes: [
      [
        [0, 0.5],
        [0.85, 0, true],
        [0.85, 1],
      ],
    ],
    width: 0.5,
    share: 3,
  },
  {
    strokes: [
      [
        [0, 0.7],
        [0.9, 0, true],
        [1, 1],
      ],
    ],
    width: 0.55,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0, 0.42],
        [0.4, 0.3],
        [0.75, 0, true],
        [0.7, 1],
      ],
    ],
    width: 0.45,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0.1, 0.25],
        [0.5, 0, true],
        [0.5, 1],
      ],
      [
        [0, 1],
        [1, 1],
      ],
    ],
    width: 0.5,
    share: 2,
  },
  {
    strokes: [
      [
        [0.5, 0],
        [0.5, 1],
      ],
      [
        [0, 1],
        [1, 1],
      ],
    ],
    width: 0.5,
    share: 0.5,
  },
];
