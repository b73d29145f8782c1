/**
 * @file What can be done to a set of points. Each gives a new set; the old one stays as it was.
 */

import type { Sample } from "./samples";

const inside = (value: number): number => Math.round(Math.max(-1, Math.min(1, value)) * 1000) / 1000;

export const added = (
  samples: readonly Sample[],
  x: number,
  y: number,
  target: number,
): readonly Sample[] => [...samples, { x: inside(x), y: inside(y), target }];

export const moved = (samples: readonly Sample[], index: number, x: number, y: number): readonly Sample[] =>
  samples.with(index, { ...samples[index], x: inside(x), y: inside(y) });

export const removed = (samples: readonly Sample[], index: number): readonly Sample[] =>
  samples.filter((_, i) => i !== index);

export const retargeted = (samples: readonly Sample[], index: number, target: number): readonly Sample[] =>
  samples.with(index, { ...samples[index], target });
