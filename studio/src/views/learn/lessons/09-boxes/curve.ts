/**
 * @file What the seed decides: the box that two neurons are to make, the curve that boxes are to make, and the place outside that is asked about.
 */

import { drawnBy, pickBy, tidy } from "../../drawn";
import { type Box, END, FEWEST, type LeastMiss, leastMisses, MISS, PLACES } from "./network";

export interface Curve {
  readonly floor: number;
  /** At any place: from {@link END} on it repeats itself. */
  at(x: number): number;
  /** At {@link PLACES}. */
  readonly wanted: readonly number[];
  readonly misses: readonly LeastMiss[];
  /** So many boxes it takes. */
  readonly fewest: number;
}

export interface Given {
  readonly box: Box;
  readonly curve: Curve;
  /** A place outside, and the one within at which the curve is the same. */
  readonly outside: number;
  readonly within: number;
  /** Where the curve's values are given, and what they are. */
  readonly readings: readonly { readonly x: number; readonly y: number }[];
}

/** What the box is everywhere: its floor, and between its sides its top. */
export const boxAt = ({ from, to, floor, top }: Box, x: number): number => (x > from && x < to ? top : floor);

const READ_AT = [1, 3, 5, 7, 9, 11];
/** Between what the curve is. */
const [LOW, HIGH] = [0.1, 0.9];

export const givenBy = drawnBy(draw, isTelling);

function draw(random: () => number): Given {
  const pick = pickBy(random);
  const [from, floor] = [pick([2, 3, 4, 5]), pick([0.1, 0.2, 0.3])];
  const box = {
    from,
    to: from + pick([3, 4, 5]),
    floor,
    top: tidy(floor + pick([0.4, 0.5, 0.6]), 1),
  };
  const curve = drawCurve(random, pick([0.2, 0.3, 0.4, 0.5]));
  const within = pick(READ_AT);
  return {
    box,
    curve,
    outside: random() < 0.5 ? within + END : within - END,
    within,
    readings: READ_AT.map((x) => ({ x, y: tidy(curve.at(x), 2) })),
  };
}

/** A wave and its first overtone. */
function drawCurve(random: () => number, floor: number): Curve {
  const [first, second] = [2 * Math.PI * random(), 2 * Math.PI * random()];
  const share = 0.2 + 0.8 * random();
  const wave = (x: number): number => {
    const angle = (2 * Math.PI * x) / END;
    return Math.sin(angle + first) + share * Math.sin(2 * angle + second);
  };
  const heights = Array.from(PLACES, wave);
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  const at = (x: number): number => LOW + ((HIGH - LOW) * (wave(x) - least)) / (most - least);
  const wanted = Array.from(PLACES, at);
  const misses = leastMisses(wanted, floor);
  return { floor, at, wanted, misses, fewest: misses.find(({ miss }) => miss <= MISS)?.boxes ?? 0 };
}

/** With the fewest boxes there is room for a hand that is not quite still; with fewer of them no hand gets there. */
const [ROOM, OUT_OF_REACH] = [0.85, 1.15];
/** So far apart are two answers that are not to be taken for each other. */
const APART = 0.05;

function isTelling({ curve, within, readings }: Given): boolean {
  const { misses } = curve;
  const at = misses.findIndex(({ boxes }) => boxes === curve.fewest);
  if (!FEWEST.includes(curve.fewest) || misses[at].miss > ROOM * MISS) return false;
  if (misses.slice(0, at).some(({ miss }) => miss < OUT_OF_REACH * MISS)) return false;
  const asked = readings.find(({ x }) => x === within)?.y ?? Number.NaN;
  const others = [...readings.filter(({ x }) => x !== within).map(({ y }) => y), curve.floor];
  return others.every((other) => Math.abs(other - asked) >= APART);
}
