/**
 * @file Ways of writing nines.
 */

import type { PenPoint, PenStyle } from "./pen-style.js";

const NINE_LOOP: readonly PenPoint[] = [
  [0.88, 0.12],
  [0.5, 0],
  [0.1, 0.14],
  [0.12, 0.42],
  [0.5, 0.52],
  [0.84, 0.34],
];

export const NINES: readonly PenStyle[] = [
  { strokes: [[...NINE_LOOP, [0.9, 0.1, true], [0.85, 0.6], [0.75, 1]]], width: 0.55, share: 1.5 },
  {
    strokes: [[...NINE_LOOP, [0.92, 0.1], [0.92, 0.65], [0.65, 0.98], [0.08, 0.92]]],
    width: 0.6,
    share: 3,
  },
  {
    strokes: [[...NINE_LOOP, [0.92, 0.08, true], [0.95, 0.6], [0.75, 0.95], [0.35, 1], [0.02, 0.82]]],
    width: 0.6,
    share: 1.5,
  },
  { strokes: [[...NINE_LOOP, [0.9, 0.1], [0.7, 0.7], [0.35, 1]]], width: 0.6, share: 1 },
  {
    strokes: [
      [
        [0.5, 0.55],
        [0.08, 0.4],
        [0.2, 0.06],
        [0.65, 0],
        [0.92, 0.2],
        [0.5, 0.55],
      ],
      [
        [0.92, 0.15],
        [0.9, 0.7],
        [0.6, 1],
        [0.1, 0.95],
      ],
    ],
    width: 0.65,
    share: 1,
  },
];
