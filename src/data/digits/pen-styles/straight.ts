/**
 * @file Ways of writing ones, fours and sevens: digits of straight strokes.
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

export const FOURS: readonly PenStyle[] = [
  {
    strokes: [
      [
        [0.45, 0],
        [0.02, 0.55],
        [0.25, 0.68],
        [1, 0.5],
      ],
      [
        [0.62, 0.25],
        [0.5, 1],
      ],
    ],
    width: 0.75,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0.55, 0],
        [0.02, 0.62, true],
        [1, 0.55],
      ],
      [
        [0.75, 0.3],
        [0.62, 0.95, true],
        [0.85, 0.9],
      ],
    ],
    width: 0.7,
    share: 1,
  },
  {
    strokes: [
      [
        [0.15, 0],
        [0.05, 0.45],
        [0.3, 0.58],
        [0.8, 0.45],
      ],
      [
        [0.85, 0.02],
        [0.75, 1],
      ],
    ],
    width: 0.6,
    share: 1,
  },
  {
    strokes: [
      [
        [0.2, 0.1],
        [0.1, 0.55, true],
        [0.8, 0.55],
      ],
      [
        [0.95, 0],
        [0.75, 1],
      ],
    ],
    width: 0.65,
    share: 1,
  },

  {
    strokes: [
      [
        [0.2, 0],
        [0.05, 0.58, true],
        [1, 0.55],
      ],
      [
        [0.72, 0.2],
        [0.66, 1],
      ],
    ],
    width: 0.7,
    share: 2,
  },
  {
    strokes: [
      [
        [0.65, 0],
        [0.02, 0.66, true],
        [1, 0.64],
      ],
      [
        [0.68, 0.35],
        [0.66, 1],
      ],
    ],
    width: 0.7,
    share: 2,
  },
  {
    strokes: [
      [
        [0.72, 0, true],
        [0.02, 0.66, true],
        [1, 0.64],
      ],
      [
        [0.72, 0],
        [0.7, 1],
      ],
    ],
    width: 0.7,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0.1, 0],
        [0.02, 0.5],
        [0.3, 0.6],
        [0.85, 0.42],
        [0.95, 0.05, true],
        [0.85, 1],
      ],
    ],
    width: 0.6,
    share: 1.5,
  },
  {
    strokes: [
      [
        [0.4, 0],
        [0.02, 0.7, true],
        [1, 0.66],
      ],
      [
        [0.6, 0.4],
        [0.45, 1],
      ],
    ],
    width: 0.85,
    share: 1,
  },
];

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
