/**
 * @file The table of the lesson, for each seed another: four columns to learn a value from, one of them noise, and the neuron that learns it
 * with or without some of them.
 */

import { type Dataset, defineModel, evaluate, fit } from "akari";
import { spread } from "../../../../kit/seeded";
import { type Fitted, leastSquares } from "../../../../plot/least-squares";
import { drawnBy, shuffled, tidy } from "../../drawn";

export const COLUMNS: readonly string[] = ["A", "B", "C", "D"];
const ALL = COLUMNS.map((_, column) => column);

export interface Table {
  /** A row each, a number a column, from −1 to 1. */
  readonly rows: readonly (readonly number[])[];
  /** What is to be learned. */
  readonly targets: readonly number[];
  /** The mean squared distance of the targets from their mean. */
  readonly variance: number;
  /** The column that has nothing to do with the targets. */
  readonly noise: number;
  /** Another row, of which nobody has measured the target. */
  readonly asked: readonly number[];
}

const ROWS = 40;
const SCATTER = 0.12;
/** What the columns that count are multiplied by, in some order and with some signs. */
const SIZES = [0.25, 0.38, 0.52];

/** Removing noise changes R² by no more than this, and removing any other column by no less than that. */
export const UNCHANGED = 0.01;
export const MISSED = 0.05;

export const tableOf = drawnBy(draw, isTelling);

function draw(random: () => number): Table {
  const noise = Math.floor(COLUMNS.length * random());
  const sizes = shuffled(SIZES, random);
  const weights = ALL.map((column) =>
    column === noise ? 0 : (random() < 0.5 ? -1 : 1) * (sizes.pop() ?? 0),
  );
  const bias = (random() < 0.5 ? -1 : 1) * (0.1 + 0.15 * random());
  const rows = Array.from({ length: ROWS }, () => ALL.map(() => tidy(2 * random() - 1, 2)));
  const targets = rows.map((row) => tidy(dot(weights, row) + bias + SCATTER * spread(random), 2));
  const mean = targets.reduce((sum, y) => sum + y, 0) / ROWS;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / ROWS;
  const asked = ALL.map(() => (random() < 0.5 ? -1 : 1) * tidy(0.3 + 0.1 * Math.floor(7 * random()), 1));
  return { rows, targets, variance, noise, asked };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/** The columns that are left. */
export const leftOf = (removed: readonly number[]): number[] =>
  ALL.filter((column) => !removed.includes(column));

export const r2Of = ({ variance }: Table, { loss }: Fitted): number => 1 - loss / variance;

const fitted = ({ rows, targets }: Table, columns: readonly number[]): Fitted =>
  leastSquares(
    rows.map((row) => columns.map((column) => row[column])),
    targets,
  );

/** Whether all is within the pictures, the columns count as they should, and no two slips look alike. */
function isTelling(table: Table): boolean {
  const { targets, noise, asked } = table;
  if (targets.some((y) => Math.abs(y) > 0.97) || new Set(asked).size < asked.length) return false;
  const all = fitted(table, ALL);
  const r2 = r2Of(table, all);
  const counts = ALL.every((column) => {
    const lost = r2 - r2Of(table, fitted(table, leftOf([column])));
    return column === noise ? lost <= UNCHANGED : lost >= MISSED;
  });
  if (!counts || Math.abs(all.weights[noise]) > 0.06 || Math.abs(all.bias) < 0.08) return false;
  const groups = [[outputOf(all, asked)], ...slipsOf(all, asked).values()];
  return groups.every((results, i) => groups.slice(i + 1).every((others) => areApart(results, others)));
}

/** Results of two slips are at least so far apart. */
export const APART = 0.06;
const areApart = (some: readonly number[], others: readonly number[]): boolean =>
  some.every((one) => others.every((other) => !(Math.abs(one - other) < APART)));

/** Σ w x + b. */
export const outputOf = (
  { weights, bias }: Pick<Fitted, "weights" | "bias">,
  row: readonly number[],
): number => dot(weights, row) + bias;

/** What it comes to with each slip; `NaN` for a term too small to be missed. */
export function slipsOf(
  fit: Pick<Fitted, "weights" | "bias">,
  row: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const y = outputOf(fit, row);
  const terms = fit.weights.map((w, i) => w * row[i]);
  const seen = (term: number, value: number): number => (Math.abs(term) < APART ? Number.NaN : value);
  return new Map([
    ["noBias", [y - fit.bias]],
    ["biasSign", [y - 2 * fit.bias]],
    ["sign", terms.map((term) => seen(term, y - 2 * term))],
    ["leftOut", terms.map((term) => seen(term, y - term))],
    ["onlyWeights", [outputOf(fit, [1, 1, 1, 1])]],
  ]);
}

/** Enough steps to arrive. */
const TRAINING = { optimizer: "sgd", learningRate: 0.5, steps: 150, shuffle: false, threads: 1 } as const;

const trainings = new Map<string, Promise<Fitted>>();

/** What one linear neuron learns from the columns that are left: a weight for each of them. */
export function trained(seed: number, removed: readonly number[]): Promise<Fitted> {
  const key = `${seed} ${leftOf(removed)}`;
  const training = trainings.get(key) ?? train(tableOf(seed), leftOf(removed));
  trainings.set(key, training);
  return training;
}

async function train({ rows, targets }: Table, columns: readonly number[]): Promise<Fitted> {
  const data: Dataset = {
    name: "table",
    features: {
      data: Float32Array.from(rows.flatMap((row) => columns.map((column) => row[column]))),
      rows: rows.length,
      columns: columns.length,
    },
    targets: { kind: "values", data: Float32Array.from(targets), columns: 1 },
    preprocessing: { divideBy: 1 },
  };
  const definition = defineModel({ inputs: columns.length, layers: [{ units: 1, activation: "linear" }] });
  const { model } = await fit(definition, data, { ...TRAINING, batchSize: rows.length });
  const [{ weight, bias }] = model.parameters;
  const { loss } = await evaluate(model, data);
  return { weights: Array.from(weight), bias: bias[0], loss };
}
