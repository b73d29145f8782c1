/**
 * @file What each input has to do with an answer: how the answer would change with it (saliency), and how much of the
 * answer came from it (contributions). Both are of the output layer's weighted sums, the logits. After softmax a
 * probability also rises where another class falls, and near 0 and 1 nothing moves it; the logits say what speaks for
 * a class itself.
 */

import { inputGradient } from "../engine/passes/backward.js";
import { createLayers, forward } from "../engine/passes/forward.js";
import { AkariError, invalidArgument } from "../error.js";
import { type Model, requireShapes } from "../model/model.js";
import { inputOf } from "../model/preprocessing.js";

/** What an answer came from: see {@link contributions}. */
export interface Attribution {
  /** The logit, or the difference of two, for this input. */
  readonly value: number;
  /** The same for an input of zeros: a picture without ink. */
  readonly baseline: number;
  /** Each input's share of `value − baseline`, `[inputs]`. They add up to it, but for the error of the integral. */
  readonly shares: Float64Array;
}

/** Along the way from dark to the picture, the gradient is taken at this many points. */
const POINTS = 64;

/**
 * `∂z/∂x` for every input: how fast the logit of an output unit rises as that input becomes brighter and all others
 * stay. It is true of small changes only, and says nothing of what the input has contributed (Simonyan, Vedaldi and
 * Zisserman, 2014). In float64.
 *
 * @param input raw, `[inputs]`, in the unit of the data that the model was trained on
 * @param output which output unit, counted from 0
 * @param versus another output unit: the result is then of the difference `z[output] − z[versus]`, which is what
 * separates the two classes
 * @returns `[inputs]`, for inputs after preprocessing: for pixels, 0 dark to 1 bright
 * @throws AkariError `invalid-argument` where there is no such unit, `invalid-data` where it is not one example,
 * `invalid-model` where parameters do not fit the description
 * @example
 * ```ts
 * const slopes = saliency(model, image, 9); // which pixels would make the nine's logit rise
 * ```
 */
export function saliency(
  model: Model,
  input: ArrayLike<number>,
  output: number,
  versus?: number,
): Float64Array {
  return gradientOf(model, output, versus)(preprocess(model, input)).gradient;
}

/**
 * How much of a logit came from each input: integrated gradients from an input of zeros (Sundararajan, Taly and Yan,
 * 2017), `xᵢ ∫₀¹ ∂z/∂xᵢ (t x) dt`, by the midpoint rule. For a network of a single layer that is `wᵢ xᵢ`.
 *
 * It is one fair way to share a sum out, not the only one, and it is no cause: inputs act together through the hidden
 * layers, and an input that is 0 gets no share, though its being dark may matter.
 *
 * @param input raw, `[inputs]`, in the unit of the data that the model was trained on
 * @param output which output unit, counted from 0
 * @param versus another output unit: the shares are then of the difference `z[output] − z[versus]`
 * @throws AkariError as {@link saliency}
 * @example
 * ```ts
 * const { shares } = contributions(model, image, 9, 4); // why a nine and not a four
 * ```
 */
export function contributions(
  model: Model,
  input: ArrayLike<number>,
  output: number,
  versus?: number,
): Attribution {
  const gradientAt = gradientOf(model, output, versus);
  const x = preprocess(model, input);
  const shares = new Float64Array(x.length);
  for (let n = 0; n < POINTS; n++) {
    const t = (n + 0.5) / POINTS;
    const { gradient } = gradientAt(x.map((value) => t * value));
    for (let i = 0; i < x.length; i++) shares[i] += (x[i] * gradient[i]) / POINTS;
  }
  const valueAt = (inputs: Float64Array): number => {
    const { logits } = gradientAt(inputs);
    return logits[output] - (versus === undefined ? 0 : logits[versus]);
  };
  return { value: valueAt(x), baseline: valueAt(new Float64Array(x.length)), shares };
}

/** What a network says to an input: its logits, `[units]`, and the gradient of the one that was asked for. */
interface Slope {
  readonly logits: Float64Array;
  /** `[inputs]`. */
  readonly gradient: Float64Array;
}

/** The gradient of a logit, or of the difference of two, as a function of the first layer's inputs. */
function gradientOf(
  { definition, parameters }: Model,
  output: number,
  versus: number | undefined,
): (x: Float64Array) => Slope {
  requireShapes(definition, parameters);
  const layers = createLayers(definition);
  const { z, delta } = layers[layers.length - 1];
  for (const unit of versus === undefined ? [output] : [output, versus]) {
    if (unit in delta) continue;
    throw invalidArgument(`There is no output unit ${unit}: this model has ${delta.length}, counted from 0.`);
  }
  for (const [l, { weight, bias }] of layers.entries()) {
    weight.set(parameters[l].weight);
    bias.set(parameters[l].bias);
  }
  // ∂/∂z of the output layer. Nothing on the way changes it.
  delta[output] = 1;
  if (versus !== undefined) delta[versus] -= 1;
  return (x) => {
    forward(layers, x);
    const gradient = new Float64Array(x.length);
    inputGradient(layers, gradient);
    return { logits: z.slice(), gradient };
  };
}

function preprocess({ definition }: Model, input: ArrayLike<number>): Float64Array {
  if (input.length !== definition.inputs) {
    throw new AkariError(
      "invalid-data",
      `One example of this model is ${definition.inputs} numbers, not ${input.length}.`,
    );
  }
  return Float64Array.from(input, (value, i) => inputOf(definition.preprocessing, value, i));
}
