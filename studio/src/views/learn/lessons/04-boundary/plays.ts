/**
 * @file How the lesson about a boundary is played, rightly and with each slip: for its tests.
 */

import type { Sample } from "../../../../plot/points";
import type { Played, Plays } from "../../plays";
import { type Clouds, cloudsOf, movedBy, notched, REACH, type Weights } from "./clouds";
import { ENOUGH } from "./lesson";
import { witnessOf } from "./separable";

/** Large enough that notches hardly turn the line. */
const SIZE = 4;

const across = ({ across: [x, y], offset }: Clouds, size = SIZE): Weights => [
  notched(size * x),
  notched(size * y),
  notched(-size * offset),
];
const set = (make: (clouds: Clouds) => readonly number[] | undefined) => (seed: number) => {
  const stage = make(cloudsOf(seed));
  return stage && { stage };
};
/** The line turned away from where it belongs, so that one weight is too small or too large. */
const turned = (sign: number) =>
  set(({ across: [x, y] }) => {
    const [dx, dy] = Math.abs(x) > Math.abs(y) ? [-y, x] : [y, -x];
    const weights = [x + dx, y + dy].map((value) => notched(2 * value));
    // Turned by 45 degrees: of the two components one is off more.
    const off = [x - (x + dx) / Math.SQRT2, y - (y + dy) / Math.SQRT2];
    const most = Math.abs(off[0]) > Math.abs(off[1]) ? off[0] : off[1];
    return most * sign > 0 && Math.abs(Math.abs(off[0]) - Math.abs(off[1])) > 0.1
      ? [...weights, 0]
      : undefined;
  });

const tidy = (value: number): number => Math.round(1000 * value) / 1000 + 0;
const to = (index: number, { x, y }: Pick<Sample, "x" | "y">): Played => ({ stage: [index, x, y] });

/** The shortest move and a little more, in hundredths as keys make it. */
function spoiling(seed: number): Played {
  const { samples, least, nearest } = cloudsOf(seed);
  const { x, y } = samples[nearest];
  for (const factor of [1.25, 1.2, 1.3, 1.15, 1.35, 1.4]) {
    const [dx, dy] = [least.dx, least.dy].map((one) => Math.round(100 * factor * one) / 100);
    const stage = [nearest, tidy(x + dx), tidy(y + dy)];
    if (Math.hypot(dx, dy) < ENOUGH * least.far && witnessOf(movedBy(samples, stage)) !== undefined)
      return { stage };
  }
  throw new Error("No move spoils it.");
}

/** A part of the shortest move. */
const along = ({ samples, least, nearest }: Clouds, part: number): readonly number[] => {
  const { x, y } = samples[nearest];
  return [nearest, tidy(x + part * least.dx), tidy(y + part * least.dy)];
};
/** A point of the first class far within the second. */
const beyond = ({ across: [x, y], offset }: Clouds): readonly number[] => [
  1,
  tidy((offset + 0.35) * x),
  tidy((offset + 0.35) * y),
];

export const plays: Plays = [
  {
    random: (random) => ({ stage: [0, 1, 2].map(() => notched(REACH * (2 * random() - 1))) }),
    right: (seed) => ({ stage: across(cloudsOf(seed)) }),
    slips: {
      untouched: () => ({ stage: [] }),
      flat: () => ({ stage: [0, 0, 1] }),
      swapped: set((clouds) => across(clouds).map((value) => -value)),
      shiftUp: set((clouds) => [across(clouds)[0], across(clouds)[1], across(clouds)[2] - 1.2]),
      shiftDown: set((clouds) => [across(clouds)[0], across(clouds)[1], across(clouds)[2] + 1.2]),
      raise: turned(1),
      lower: turned(-1),
    },
  },
  {
    random: (random, seed) => {
      const { samples } = cloudsOf(seed);
      return to(Math.floor(samples.length * random()), { x: 2 * random() - 1, y: 2 * random() - 1 });
    },
    right: spoiling,
    slips: {
      unmoved: () => ({ stage: [] }),
      tooMany: (seed) => {
        const [first, second] = cloudsOf(seed).samples;
        return { stage: [0, second.x, second.y, 1, first.x, first.y] };
      },
      notYet: set((clouds) => along(clouds, 0.5)),
      away: set((clouds) => along(clouds, -1)),
      tooFar: set(beyond),
    },
  },
];
