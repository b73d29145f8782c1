/**
 * @file Which settings each operator has in which version: one that is not known here may change what the operator does.
 */

import { CLASSICAL, STANDARD } from "./schema.js";

/** A setting, from the version on in which it came, up to the one in which it went. */
type Setting = string | { readonly name: string; readonly since?: number; readonly until?: number };

const AXES: Setting = { name: "axes", until: 13 };

const SETTINGS: Readonly<Record<string, Readonly<Record<string, readonly Setting[]>>>> = {
  [STANDARD]: {
    BatchNormalization: [
      "epsilon",
      "momentum",
      { name: "spatial", until: 9 },
      { name: "training_mode", since: 14 },
    ],
    Cast: ["to", { name: "saturate", since: 19 }, { name: "round_mode", since: 24 }],
    CastLike: [
      { name: "saturate", since: 19 },
      { name: "round_mode", since: 24 },
    ],
    Celu: ["alpha"],
    Clip: [
      { name: "min", until: 11 },
      { name: "max", until: 11 },
    ],
    Concat: ["axis"],
    Constant: ["value", "value_float", "value_floats", "value_int", "value_ints"],
    Dropout: [
      { name: "ratio", until: 12 },
      { name: "seed", since: 12 },
    ],
    Elu: ["alpha"],
    Flatten: ["axis"],
    Gather: ["axis"],
    Gelu: ["approximate"],
    Gemm: ["alpha", "beta", "transA", "transB"],
    LeakyRelu: ["alpha"],
    LogSoftmax: ["axis"],
    ReduceSum: [AXES, "keepdims", { name: "noop_with_empty_axes", since: 13 }],
    Reshape: [{ name: "allowzero", since: 14 }],
    Shape: [
      { name: "start", since: 15 },
      { name: "end", since: 15 },
    ],
    Slice: ["starts", "ends", "axes"].map((name) => ({ name, until: 10 })),
    Softmax: ["axis"],
    Squeeze: [AXES],
    Swish: ["alpha"],
    Transpose: ["perm"],
    Unsqueeze: [AXES],
  },
  [CLASSICAL]: {
    LinearClassifier: [
      "classlabels_ints",
      "classlabels_strings",
      "coefficients",
      "intercepts",
      "multi_class",
      "post_transform",
    ],
    LinearRegressor: ["coefficients", "intercepts", "post_transform", "targets"],
    Normalizer: ["norm"],
    Scaler: ["offset", "scale"],
    ZipMap: ["classlabels_int64s", "classlabels_strings"],
  },
};

/** A setting that an operator does not have in this version; undefined where all are known. */
export function unknownSetting(
  domain: string,
  operator: string,
  version: number,
  names: Iterable<string>,
): string | undefined {
  const operators = SETTINGS[domain] ?? {};
  const known = Object.hasOwn(operators, operator) ? operators[operator] : [];
  const has = (name: string): boolean =>
    known.some((setting) => {
      if (typeof setting === "string") return setting === name;
      const { since = 0, until = Number.POSITIVE_INFINITY } = setting;
      return setting.name === name && version >= since && version < until;
    });
  return [...names].find((name) => !has(name));
}
