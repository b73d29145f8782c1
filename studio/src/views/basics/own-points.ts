/**
 * @file Rows of a table of one's own as a simple problem: two columns of numbers and a class, or a column against another.
 */

import { seededRandom } from "../../kit/seeded";
import type { TablePoints } from "../../own/table/points";
import { AXIS_REACH, type Axis, type Sample } from "../../plot/points";
import { blownAbout, type Problem, recipeOf } from "./problems";

/** Which columns the points are made of. */
export interface PointChoice {
  readonly kind: "classes" | "curve";
  /** What goes across, and what goes up. */
  readonly x: string;
  readonly y: string;
  /** The column of classes; of no use for a curve. */
  readonly target: string;
}

/** Fewer rows make no cloud. */
export const FEWEST_ROWS = 10;
/** More points than these hide each other. */
const MOST_POINTS = 300;
/** The share of the rows that is held out. */
const HELD_OUT = 0.2;

/** The first choice that a table has, if it has one. */
export function firstChoice({ numbers: [x, y], classes: [target] }: TablePoints): PointChoice | undefined {
  if (x === undefined || y === undefined) return undefined;
  return {
    kind: target === undefined ? "curve" : "classes",
    x: x.name,
    y: y.name,
    target: target?.name ?? "",
  };
}

/** The problem of some columns; nothing where too few rows have all of their cells, or a column does not vary. */
export function ownProblem(table: TablePoints, { kind, x, y, target }: PointChoice): Problem | undefined {
  const [across, up] = [x, y].map((name) => table.numbers.find((column) => column.name === name)?.values);
  const classes = kind === "classes" ? table.classes.find((column) => column.name === target) : undefined;
  if (across === undefined || up === undefined || (kind === "classes" && classes === undefined))
    return undefined;
  const rows = Array.from(across.keys()).filter(
    (row) =>
      !Number.isNaN(across[row]) &&
      !Number.isNaN(up[row]) &&
      (classes === undefined || classes.classes[row] < classes.names.length),
  );
  const axes: readonly [Axis, Axis] = [axisOf(x, across, rows), axisOf(y, up, rows)];
  if (rows.length < FEWEST_ROWS || axes.some(({ least, most }) => !(most > least))) return undefined;
  const samples = rows.map(
    (row): Sample => ({
      x: scaled(axes[0], across[row]),
      y: scaled(axes[1], up[row]),
      target: classes?.classes[row] ?? 0,
    }),
  );
  const count = classes?.names.length ?? 0;
  const held = Math.max(1, Math.round(HELD_OUT * samples.length));
  /** The seed decides which rows are learned from. */
  const drawn = (seed: number, from: number, to: number): Sample[] =>
    shuffled(samples, seed).slice(from, Math.min(to, from + MOST_POINTS));
  return {
    name: "own",
    kind,
    classes: count,
    recipe: recipeOf(kind),
    reference: { kind, classes: count },
    axes,
    ...(classes === undefined ? {} : { labels: classes.names }),
    samples: (seed, noise = 0) => blownAbout(kind, drawn(seed, held, samples.length), seed, noise),
    heldOut: (seed, noise = 0) => blownAbout(kind, drawn(seed, 0, held), seed, noise),
  };
}

function axisOf(name: string, values: Float64Array, rows: readonly number[]): Axis {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) [least, most] = [Math.min(least, values[row]), Math.max(most, values[row])];
  return { name, least, most };
}

/** Its place on an axis, to three decimals, as all points of a plot have. */
const scaled = ({ least, most }: Axis, value: number): number =>
  Math.round(1000 * AXIS_REACH * ((2 * (value - least)) / (most - least) - 1)) / 1000;

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}
