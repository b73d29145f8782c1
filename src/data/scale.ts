/**
 * @file Scales a data set of plain numbers by what its rows show. Its inputs stay as they are, and the engines scale them;
 * numbers to reach are scaled here.
 */

import { AkariError, invalidArgument } from "../error.js";
import type { OutputScaling, Scaling } from "../model/preprocessing.js";
import type { Dataset, Features, InputScale, ValueTargets } from "./dataset.js";
import { ScalingFitter } from "./table/scaling.js";

/**
 * @param data with values to reach in their own units
 * @throws AkariError `invalid-data` for a number that is not finite or too large to be scaled, naming row and column;
 * `invalid-argument` for a scaling that is none
 */
export function scaledBy(data: Dataset, scaling: InputScale): Dataset {
  if (scaling !== "standard" && scaling !== "min-max") {
    throw invalidArgument(
      `The scaling of ${data.name} is "standard" or "min-max", not ${JSON.stringify(scaling) ?? String(scaling)}.`,
    );
  }
  const { features, targets, preprocessing, name } = data;
  const each = fitted(features, scaling, `the inputs of ${name}`);
  const scaled = { ...preprocessing, scaling: { precision: "float64", each } } as const;
  if (targets.kind === "classes") return { ...data, preprocessing: scaled, scaling };
  const rows = features.rows;
  const outputs = fitted({ ...targets, rows }, "standard", `the targets of ${name}`).map(
    ({ shift, scale }, k): OutputScaling => ({ name: `output ${k + 1}`, shift, scale }),
  );
  return { ...data, targets: standardised(targets, outputs), preprocessing: { ...scaled, outputs }, scaling };
}

/** Numbers in their own units as numbers that are scaled. */
export const standardised = (targets: ValueTargets, outputs: readonly Scaling[]): ValueTargets =>
  eachValue(targets, (value, { shift, scale }) => (value - shift) / scale, outputs);

/** The other way round. */
export const inOwnUnits = (targets: ValueTargets, outputs: readonly Scaling[]): ValueTargets =>
  eachValue(targets, (value, { shift, scale }) => value * scale + shift, outputs);

/** Scales a data set as another one is, which has as many columns. */
export function scaledLike(
  data: Dataset,
  { preprocessing, scaling }: Pick<Dataset, "preprocessing" | "scaling">,
): Dataset {
  const { outputs } = preprocessing;
  const targets =
    data.targets.kind === "classes" || outputs === undefined
      ? data.targets
      : standardised(data.targets, outputs);
  return { ...data, targets, preprocessing, ...(scaling === undefined ? {} : { scaling }) };
}

/** A data set as it was before it was scaled, if its rows have been scaled at all. */
export function unscaled({ scaling: was, ...data }: Dataset): Dataset {
  if (was === undefined) return data;
  const { scaling: _, outputs, ...preprocessing } = data.preprocessing;
  if (data.targets.kind === "classes" || outputs === undefined) return { ...data, preprocessing };
  return { ...data, targets: inOwnUnits(data.targets, outputs), preprocessing };
}

function fitted(
  { data, rows, columns }: Pick<Features, "data" | "rows" | "columns">,
  scaling: InputScale,
  what: string,
): Scaling[] {
  const fitters = Array.from({ length: columns }, () => new ScalingFitter(scaling));
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      const where = `Row ${Math.floor(i / columns) + 1}, column ${(i % columns) + 1} of ${what}`;
      throw new AkariError(
        "invalid-data",
        `${where} is ${data[i]}, which cannot be scaled. Correct it or leave the row out.`,
      );
    }
    fitters[i % columns].add(data[i]);
  }
  if (rows > 0 && scaling === "standard")
    for (let i = 0; i < data.length; i++) fitters[i % columns].addAgain(data[i]);
  return fitters.map((fitter, k) => {
    const { shift, scale } = fitter.finish();
    if (Number.isFinite(shift) && Number.isFinite(scale)) return { shift, scale };
    throw new AkariError(
      "invalid-data",
      `Column ${k + 1} of ${what} has numbers that are too large to be scaled. Give them in a larger unit.`,
    );
  });
}

const eachValue = (
  { data, columns }: ValueTargets,
  change: (value: number, by: Scaling) => number,
  by: readonly Scaling[],
): ValueTargets => ({
  kind: "values",
  data: Float64Array.from(data, (value, i) => change(value, by[i % columns])),
  columns,
});
