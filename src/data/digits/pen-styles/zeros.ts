/**
 * @file Ways of writing zeros.
 */

import type { PenPoint, PenStyle } from "./pen-style.js";

const RING: readonly PenPoint[] = [
  [0.5, 0],
  [0.13, 0.14],
  [0, 0.5],
  [0.13, 0.86],
  [0.5, 1],
  [0.87, 0.86],
  [1, 0.5],
  [0.87, 0.14],
  [0.52, 0.01],
];

export const ZEROS: readonly PenStyle[] = [
  // A small ring on a long slash.
  {
    strokes: [
      RING,
      [
        [0.85, -0.65],
        [0.15, 1.6],
      ],
    ],
    width: 1,
    share: 2.5,
  },
  {
    strokes: [
      RING,
      [
        [0.5, -0.9],
        [0.45, 1.8],
      ],
    ],
    width: 1.1,
    share: 1.5,
  },

  { strokes: [RING], width: 0.7, share: 2 },
  {
    strokes: [
      RING,
      [
        [0.9, 0.08],
        [0.1, 0.92],
      ],
    ],
    width: 0.75,
    share: 2,
  },
  {
    strokes: [
      RING,
      [
        [1.15, -0.15],
        [-0.15, 1.15],
      ],
    ],
    width: 0.75,
    share: 3,
  },
  {
    strokes: [
      RING,
      [
        [1.3, 0.05],
        [-0.3, 0.95],
      ],
    ],
    width: 0.65,
    share: 1.5,
  },
  {
    strokes: [
      RING,
      [
        [0.75, -0.2],
        [0.25, 1.2],
      ],
    ],
    width: 0.8,
    share: 1,
  },
  // In one go: round, and from the top down through the middle.
  { strokes: [[...RING.slice(0, -1), [0.95, 0.02, true], [0.05, 1.02]]], width: 0.8, share: 1.5 },
  { strokes: [[[0.8, 0.1], ...RING.slice(1, -1), [0.5, -0.02], [0.2, 0.1]]], width: 0.75, share: 1 },
];
