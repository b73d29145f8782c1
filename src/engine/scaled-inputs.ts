/**
 * @file A network whose raw inputs are scaled one by one before its engine sees them, in float64 whatever the engine
 * computes in: see `InputScaling`. Whoever has no such network does not load this.
 */

import type { Dataset } from "../data/dataset.js";
import { AkariError, invalidArgument } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import { inputOf } from "../model/preprocessing.js";
import type {
  AttachedData,
  Awaitable,
  CompileOptions,
  Engine,
  EngineNetwork,
  HeldNeuron,
  Numbers,
} from "./engine.js";

/**
 * @throws AkariError `invalid-model` where the scaling is none of these inputs, `invalid-argument` where pictures are
 * to be augmented, which have no scaling; and what the engine throws
 */
export async function compileScaled<Network extends EngineNetwork, Optimizer extends OptimizerDefinition>(
  engine: Engine<Network, Optimizer>,
  definition: ModelDefinition,
  options: CompileOptions<Optimizer> = {},
): Promise<Network> {
  const { inputs: columns, preprocessing } = definition;
  requireScaling(definition);
  if (options.augmentation !== undefined) {
    throw invalidArgument("A model that scales its inputs one by one cannot be augmented.");
  }
  const { scaling: _scaling, ...rest } = preprocessing;
  const network = await engine.compile({ ...definition, preprocessing: { ...rest, divideBy: 1 } }, options);

  /** @param inputs `[n, inputs]`, raw */
  const scaled = (inputs: ArrayLike<number>): Numbers => {
    const to = engine.precision === 32 ? new Float32Array(inputs.length) : new Float64Array(inputs.length);
    for (let i = 0; i < to.length; i++) to[i] = inputOf(preprocessing, inputs[i], i % columns);
    return to;
  };
  const own: Partial<EngineNetwork> = {
    definition,
    attach(data: Dataset, replaced?: AttachedData): AttachedData {
      const features = { ...data.features, data: scaled(data.features.data) };
      return network.attach(features.columns === columns ? { ...data, features } : data, replaced);
    },
    predict: (inputs: ArrayLike<number>, outputs?: Numbers): Awaitable<Numbers> =>
      network.predict(scaled(inputs), outputs),
    trace: (input: ArrayLike<number>, held?: readonly HeldNeuron[]) => network.trace(scaled(input), held),
  };
  return new Proxy(network, {
    get(target, key) {
      const value: unknown = Reflect.get(key in own ? own : target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function requireScaling({ inputs, preprocessing }: ModelDefinition): void {
  const each = preprocessing.scaling?.each ?? [];
  const sound = each.every(({ shift, scale }) => Number.isFinite(shift) && scale > 0 && scale < Infinity);
  if (sound && each.length > 0 && inputs % each.length === 0) return;
  throw new AkariError(
    "invalid-model",
    `${each.length} scalings do not fit ${inputs} inputs: there must be one for each, or so many as repeat along them, ` +
      "and each divides by a number above 0.",
  );
}
