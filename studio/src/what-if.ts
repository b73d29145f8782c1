/**
 * @file What somebody changes by hand in a network, to see what becomes of its answer: a weight, a bias, or a neuron that is
 * held at a value. A network is never touched: with changes there is a copy of it, and without them it is itself again.
 */

import type { HeldNeuron, Model } from "akari";
import type { LayerParameters } from "akari/model";

/** What can be changed. Layer 1 is the first with weights; only neurons of hidden layers are held. */
export type Changeable =
  | { readonly kind: "weight"; readonly layer: number; readonly from: number; readonly unit: number }
  | { readonly kind: "bias"; readonly layer: number; readonly unit: number }
  | { readonly kind: "hold"; readonly layer: number; readonly unit: number };

export type Change = Changeable & { readonly value: number };

/** No number that is set by hand is larger: far beyond any that a network learns, and far from what overflows. */
export const LARGEST = 1000;

/** Whether both are the same weight, bias or neuron. */
export const isSame = (a: Changeable, b: Changeable): boolean =>
  a.kind === b.kind &&
  a.layer === b.layer &&
  a.unit === b.unit &&
  (a.kind !== "weight" || (b.kind === "weight" && a.from === b.from));

/** A weight or a bias as the network has it; nothing is held there. */
export function originally({ parameters }: Model, place: Changeable): number | undefined {
  if (place.kind === "hold") return undefined;
  const layer = parameters[place.layer - 1];
  const [tensor, at] = placeIn(layer, place);
  return layer[tensor][at];
}

/**
 * The changes with one more; what is changed back to what it was does not count as changed.
 *
 * @throws RangeError for what no network should be given: who asks a person for a number tells them before
 */
export function withChange(model: Model, changes: readonly Change[], change: Change): readonly Change[] {
  if (!(Math.abs(change.value) <= LARGEST)) throw new RangeError(`${change.value} cannot be set.`);
  const others = without(changes, change);
  return change.value === originally(model, change) ? others : [...others, change];
}

/** The changes without that of one place. */
export const without = (changes: readonly Change[], place: Changeable): readonly Change[] =>
  changes.filter((each) => !isSame(each, place));

/** A copy with the changed weights and biases, of the layers in which there are any; without any, the model itself. */
export function changed(model: Model, changes: readonly Change[]): Model {
  const parameters = [...model.parameters];
  for (const change of changes) {
    if (change.kind === "hold") continue;
    const l = change.layer - 1;
    const [tensor, at] = placeIn(parameters[l], change);
    if (parameters[l] === model.parameters[l]) parameters[l] = copyOf(parameters[l]);
    parameters[l][tensor][at] = change.value;
  }
  return parameters.some((layer, l) => layer !== model.parameters[l]) ? { ...model, parameters } : model;
}

export const heldAmong = (changes: readonly Change[]): HeldNeuron[] =>
  changes.flatMap(({ kind, layer, unit, value }) =>
    kind === "hold" ? [{ layer, unit, activation: value }] : [],
  );

/**
 * A network with the same outputs that holds nothing: what a held neuron sends on is the same for every input, so it goes
 * into the biases of the next layer, and its edges there carry nothing.
 */
export function withoutHolding(model: Model, held: readonly HeldNeuron[]): Model {
  if (held.length === 0) return model;
  const parameters = model.parameters.map(copyOf);
  for (const { layer, unit, activation } of held) {
    const { weight, bias } = parameters[layer];
    const inputs = inputsOf(parameters[layer]);
    for (let to = 0; to < bias.length; to++) {
      const at = to * inputs + unit;
      bias[to] += weight[at] * activation;
      weight[at] = 0;
    }
  }
  return { ...model, parameters };
}

/** Where in a layer's parameters a weight or a bias stands. */
const placeIn = (layer: LayerParameters, place: Changeable): [tensor: "weight" | "bias", at: number] =>
  place.kind === "weight" ? ["weight", place.unit * inputsOf(layer) + place.from] : ["bias", place.unit];

const inputsOf = ({ weight, bias }: LayerParameters): number => weight.length / bias.length;

const copyOf = ({ weight, bias }: LayerParameters): LayerParameters => ({
  weight: weight.slice(),
  bias: bias.slice(),
});
