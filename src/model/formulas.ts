/**
 * @file What there is to say of each activation function and each loss besides how to compute it: its formula, its names
 * here and elsewhere, what it can give. The functions themselves are in activations.ts and losses.ts; a test holds
 * either to the other. From the formula come the picture on the page, the code of exported programs, the nodes of ONNX
 * files and the table in docs/models.md.
 */

import { type ActivationName, type ElementwiseActivationName, LEAKY_SLOPE } from "./activations.js";
import type { Expression } from "./expressions.js";
import { type ElementwiseLossName, HUBER_DELTA, type LossName } from "./losses.js";

/** An operator of ONNX and its settings. */
export interface OnnxOperator {
  readonly operator: string;
  readonly settings?: Readonly<Record<string, { readonly float: number } | { readonly integer: number }>>;
}

/** An activation function as it is written and called. */
export interface ActivationFormula {
  /** `σ(z)`. */
  readonly formula: Expression;
  readonly words: { readonly en: string; readonly ja: string };
  /** Between which numbers its values are, to two places. Absent where they can be any. */
  readonly range?: readonly [least: number, most: number];
  /** The module of `torch.nn` that computes the same; without one, exported programs define it. */
  readonly pytorch?: string;
  /** The operator that computes the same; without one, files have the formula's operators. */
  readonly onnx?: OnnxOperator;
  /** The names by which Keras computes the same, whatever else a layer says. */
  readonly keras?: readonly string[];
}

const SIGMOID: Expression = { divide: [1, { add: [1, { exp: [{ negate: ["z"] }] }] }] };
const EXP_MINUS_1: Expression = { subtract: [{ exp: ["z"] }, 1] };

export const ACTIVATION_FORMULAS: Readonly<Record<ActivationName, ActivationFormula>> = {
  linear: {
    formula: "z",
    words: { en: "Linear", ja: "線形" },
    pytorch: "nn.Identity()",
    keras: ["linear"],
  },
  sigmoid: {
    formula: SIGMOID,
    words: { en: "Sigmoid", ja: "シグモイド" },
    range: [0, 1],
    pytorch: "nn.Sigmoid()",
    onnx: { operator: "Sigmoid" },
    keras: ["sigmoid"],
  },
  tanh: {
    formula: { tanh: ["z"] },
    words: { en: "tanh", ja: "tanh" },
    range: [-1, 1],
    pytorch: "nn.Tanh()",
    onnx: { operator: "Tanh" },
    keras: ["tanh"],
  },
  relu: {
    formula: { max: [0, "z"] },
    words: { en: "ReLU", ja: "ReLU" },
    range: [0, Number.POSITIVE_INFINITY],
    pytorch: "nn.ReLU()",
    onnx: { operator: "Relu" },
    keras: ["relu"],
  },
  // Keras's own leaky_relu has another slope.
  leaky_relu: {
    formula: { above: ["z", 0, "z", { multiply: [LEAKY_SLOPE, "z"] }] },
    words: { en: "Leaky ReLU", ja: "Leaky ReLU" },
    pytorch: `nn.LeakyReLU(${LEAKY_SLOPE})`,
    onnx: { operator: "LeakyRelu", settings: { alpha: { float: LEAKY_SLOPE } } },
  },
  elu: {
    formula: { above: ["z", 0, "z", EXP_MINUS_1] },
    words: { en: "ELU", ja: "ELU" },
    range: [-1, Number.POSITIVE_INFINITY],
    pytorch: "nn.ELU()",
    onnx: { operator: "Elu", settings: { alpha: { float: 1 } } },
    keras: ["elu"],
  },
  // The operator Gelu of ONNX is newer than the files that are written.
  gelu: {
    formula: {
      multiply: [{ divide: ["z", 2] }, { add: [1, { erf: [{ divide: ["z", { sqrt: [2] }] }] }] }],
    },
    words: { en: "GELU", ja: "GELU" },
    range: [-0.17, Number.POSITIVE_INFINITY],
    pytorch: "nn.GELU()",
    keras: ["gelu"],
  },
  silu: {
    formula: { multiply: ["z", SIGMOID] },
    words: { en: "SiLU", ja: "SiLU" },
    range: [-0.28, Number.POSITIVE_INFINITY],
    pytorch: "nn.SiLU()",
    keras: ["silu", "swish"],
  },
  softplus: {
    formula: { log: [{ add: [1, { exp: ["z"] }] }] },
    words: { en: "Softplus", ja: "ソフトプラス" },
    range: [0, Number.POSITIVE_INFINITY],
    pytorch: "nn.Softplus()",
    onnx: { operator: "Softplus" },
    keras: ["softplus"],
  },
  softmax: {
    formula: { divide: [{ exp: ["z"] }, { sum: [{ exp: ["z_j"] }] }] },
    words: { en: "Softmax", ja: "ソフトマックス" },
    range: [0, 1],
    pytorch: "nn.Softmax(dim=-1)",
    onnx: { operator: "Softmax", settings: { axis: { integer: 1 } } },
    keras: ["softmax"],
  },
};

/**
 * `σ'(z)`, given also `a = σ(z)`, from which it is often cheaper: as activations.ts has it.
 */
export const ACTIVATION_SLOPES: Readonly<Record<ElementwiseActivationName, Expression>> = {
  linear: 1,
  sigmoid: { multiply: ["a", { subtract: [1, "a"] }] },
  tanh: { subtract: [1, { square: ["a"] }] },
  relu: { above: ["z", 0, 1, 0] },
  leaky_relu: { above: ["z", 0, 1, LEAKY_SLOPE] },
  elu: { above: ["z", 0, 1, { add: ["a", 1] }] },
  gelu: {
    add: [
      { multiply: [0.5, { add: [1, { erf: [{ divide: ["z", { sqrt: [2] }] }] }] }] },
      {
        multiply: [
          "z",
          { divide: [{ exp: [{ multiply: [-0.5, { square: ["z"] }] }] }, { sqrt: [2 * Math.PI] }] },
        ],
      },
    ],
  },
  silu: { multiply: [SIGMOID, { add: [1, { multiply: ["z", { subtract: [1, SIGMOID] }] }] }] },
  softplus: SIGMOID,
};

const ERROR: Expression = { subtract: ["a", "y"] };

/** The loss of one output `a` against its target `y`; of cross-entropy that of all outputs. */
export const LOSS_FORMULAS: Readonly<Record<LossName, Expression>> = {
  mean_squared_error: { square: [ERROR] },
  mean_absolute_error: { abs: [ERROR] },
  huber: {
    above: [
      { abs: [ERROR] },
      HUBER_DELTA,
      { subtract: [{ abs: [ERROR] }, 0.5] },
      { multiply: [0.5, { square: [ERROR] }] },
    ],
  },
  binary_cross_entropy: {
    negate: [
      {
        add: [
          { multiply: ["y", { log: ["a"] }] },
          { multiply: [{ subtract: [1, "y"] }, { log: [{ subtract: [1, "a"] }] }] },
        ],
      },
    ],
  },
  cross_entropy: { negate: [{ sum: [{ multiply: ["y_j", { log: ["a_j"] }] }] }] },
};

/** `∂L/∂a` of one output, for the losses that take any output. */
export const LOSS_SLOPES: Readonly<Record<ElementwiseLossName, Expression>> = {
  mean_squared_error: { multiply: [2, ERROR] },
  mean_absolute_error: { above: ["a", "y", 1, { above: ["y", "a", -1, { multiply: [0, ERROR] }] }] },
  huber: {
    above: [
      { abs: [ERROR] },
      HUBER_DELTA,
      { above: ["a", "y", HUBER_DELTA, { negate: [HUBER_DELTA] }] },
      ERROR,
    ],
  },
};

/** The loss of one output from its weighted sum `z`: of binary cross-entropy, as it stays finite where `a` rounds to 0 or 1. */
export const BINARY_CROSS_ENTROPY_OF_SUM: Expression = {
  add: [
    { subtract: [{ max: ["z", 0] }, { multiply: ["z", "y"] }] },
    { log1p: [{ exp: [{ negate: [{ abs: ["z"] }] }] }] },
  ],
};
