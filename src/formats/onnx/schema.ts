/**
 * @file The parts of an ONNX file that Akari reads and writes: the numbers of their fields, and which settings each operator
 * has in which version.
 *
 * Source: onnx.proto3 of ONNX 1.17, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3.
 */

export const MODEL = {
  irVersion: 1,
  producerName: 2,
  graph: 7,
  opsets: 8,
  metadata: 14,
  functions: 25,
} as const;

export const OPSET = { domain: 1, version: 2 } as const;

/** An entry of the metadata. */
export const ENTRY = { key: 1, value: 2 } as const;

export const GRAPH = { nodes: 1, name: 2, initializers: 5, inputs: 11, outputs: 12 } as const;

/** A function that a file defines of its own. */
export const FUNCTION = { name: 1, domain: 10 } as const;

export const NODE = { inputs: 1, outputs: 2, name: 3, operator: 4, attributes: 5, domain: 7 } as const;

export const ATTRIBUTE = {
  name: 1,
  float: 2,
  integer: 3,
  text: 4,
  tensor: 5,
  floats: 7,
  integers: 8,
  texts: 9,
  type: 20,
} as const;

export const ATTRIBUTE_TYPE = { float: 1, integer: 2, text: 3, floats: 6, integers: 7, texts: 8 } as const;

export const TENSOR = {
  dims: 1,
  type: 2,
  segment: 3,
  floats: 4,
  int32s: 5,
  texts: 6,
  int64s: 7,
  name: 8,
  raw: 9,
  doubles: 10,
  uint64s: 11,
  location: 14,
} as const;

/** An input or output of a graph. */
export const VALUE = { name: 1, type: 2, description: 3 } as const;
export const TYPE = { tensor: 1 } as const;
export const TENSOR_TYPE = { element: 1, shape: 2 } as const;
export const SHAPE = { dimension: 1 } as const;
export const DIMENSION = { length: 1, name: 2 } as const;

/** The types of a tensor's elements. */
export const ELEMENT = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  text: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;

/** What a tensor's numbers are: with fractions, without, or 0 and 1 for false and true. */
export type NumberType = "float" | "integer" | "boolean";

/** Floating-point numbers of 16 bits. */
export const HALF: ReadonlySet<number> = new Set([ELEMENT.float16, ELEMENT.bfloat16]);
const FLOATS: ReadonlySet<number> = new Set([ELEMENT.float32, ELEMENT.float64, ...HALF]);
const WHOLE: ReadonlySet<number> = new Set([
  ELEMENT.uint8,
  ELEMENT.int8,
  ELEMENT.uint16,
  ELEMENT.int16,
  ELEMENT.int32,
  ELEMENT.int64,
  ELEMENT.uint32,
  ELEMENT.uint64,
]);

/** Undefined where they are no numbers. */
export function numberType(element: number): NumberType | undefined {
  if (FLOATS.has(element)) return "float";
  if (WHOLE.has(element)) return "integer";
  return element === ELEMENT.bool ? "boolean" : undefined;
}

/** The domain of the operators that ONNX itself defines; they may also be said to be of "ai.onnx". */
export const STANDARD = "";
/** The domain of the operators for classical machine learning. */
export const CLASSICAL = "ai.onnx.ml";

/** A setting, from the version on in which it came, up to the one in which it went. */
export type Setting = string | { readonly name: string; readonly since?: number; readonly until?: number };

const AXES: Setting = { name: "axes", until: 13 };

/** By domain and operator; one that is not here has none. */
export const SETTINGS: Readonly<Record<string, Readonly<Record<string, readonly Setting[]>>>> = {
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
