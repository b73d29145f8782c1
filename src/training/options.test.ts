import { describe, expect, test } from "vitest";
import { optionDefinition, SETTINGS } from "../cli/options.js";
import { reference } from "../engine/reference/engine.js";
import { parseTrainingRecord } from "../formats/description/training-record.js";
import { parseCheckpoint } from "../formats/safetensors/checkpoint-description.js";
import type { Checkpoint } from "./checkpoint.js";
import { configure } from "./configuration.js";
import {
  completeOptional,
  type LayerOptions,
  OPTIONAL_ROWS,
  type OptionalOptions,
  type OptionRow,
  type Regularization,
  TRAINING_OPTIONS,
} from "./options.js";
import { resumedConfiguration } from "./plan.js";
import type { FitOptions } from "./run.js";

/** A value of each option that is off unless it is given. */
const EXAMPLES: Required<OptionalOptions> = {
  ...(completeOptional({
    schedule: { name: "step", every: 2 },
    labelSmoothing: 0.1,
    classWeights: [1, 2],
    earlyStopping: { patience: 3 },
    augmentation: { rotation: 8 },
    dropout: [0.2, 0.5],
    inputDropout: 0.1,
    l1: 1e-4,
    clip: 1,
    batchNorm: true,
    freeze: [2],
    layerRates: [0.1, 1],
    layerWeightDecay: [0, 0.01],
  }) as Required<OptionalOptions>),
};

const having = (name: keyof OptionalOptions): FitOptions => ({ validation: 0.2, [name]: EXAMPLES[name] });

const RECORD = {
  ...{ data: "x", seed: 1, epochs: 1, steps: 1, batch: 1, shuffle: true, validation: 0.2, engine: "wasm" },
  optimizer: configure({}).optimizer,
  trainingExamples: 1,
};
const FINGERPRINT = { name: "x", rows: 1, columns: 1, hash: "0" };
const CHECKPOINT = {
  ...{ version: 1, every: { steps: 1 }, data: FINGERPRINT, step: 1, lossSum: 0, history: [] },
  ...{ planned: { epochs: 1, steps: 1, trainingExamples: 1 }, seconds: 0, trainingSeconds: 0 },
};
const inJson = (value: object): unknown => JSON.parse(JSON.stringify(value));

describe.each(OPTIONAL_ROWS)("%s", (name, { off, notWithWholeData }) => {
  const example = EXAMPLES[name];
  const { fixed }: OptionRow = TRAINING_OPTIONS[name];

  test("is in the configuration where it is given, and only there", () => {
    expect(configure(having(name))[name]).toEqual(example);
    expect(configure({})).not.toHaveProperty(name);
  });

  test("comes back from a training record and from a checkpoint", () => {
    expect(parseTrainingRecord(inJson({ ...RECORD, [name]: example }))[name]).toEqual(example);
    const stored = inJson({ ...CHECKPOINT, configuration: { ...configure(having(name)), batch: 32 } });
    expect(parseCheckpoint(stored).configuration[name]).toEqual(example);
  });

  test("a resumed run has it as the run had it, unless it may be changed", () => {
    const checkpoint = (options: FitOptions) => ({ configuration: configure(options) }) as Checkpoint;
    expect(resumedConfiguration(checkpoint(having(name)), {})[name]).toEqual(example);
    const without = checkpoint({ validation: 0.2 });
    if (fixed !== true) {
      expect(resumedConfiguration(without, having(name))[name]).toEqual(example);
      return;
    }
    expect(() => resumedConfiguration(without, having(name))).toThrow(
      `The checkpoint's run has the ${name} ${off}, not`,
    );
  });

  test.skipIf(notWithWholeData === undefined)("does not go with lbfgs", () => {
    expect(() => configure({ ...having(name), optimizer: "lbfgs", engine: reference })).toThrow(
      `The option ${name} does not go with the optimizer lbfgs, ${notWithWholeData}`,
    );
  });

  // These two are made of several options of the command's.
  test.skipIf(name === "schedule" || name === "earlyStopping")("is an option of the command's", () => {
    const [option] = SETTINGS.find(([, sets]) => sets === name) ?? [];
    expect(option).toBeDefined();
    if (option === undefined) return;
    const { help, ignoredWhen = [] } = optionDefinition(option);
    expect(help).not.toBe("");
    const refused = ignoredWhen.some((rule) => rule.option === "optimizer" && rule.is.includes("lbfgs"));
    expect(refused).toBe(notWithWholeData !== undefined);
  });
});

describe("completeOptional", () => {
  test("keeps what is on and leaves out what is off", () => {
    expect(completeOptional({})).toEqual({});
    expect(completeOptional({ dropout: 0, inputDropout: 0, l1: 0 })).toEqual({});
    const all: Regularization = { dropout: [0.2, 0], inputDropout: 0.1, l1: 1e-5, clip: 1, batchNorm: true };
    expect(completeOptional(all)).toEqual(all);
    expect(completeOptional({ freeze: 0 })).toEqual({});
  });

  test.each([
    [{ dropout: 1 }, "The option dropout must be a number from 0 to below 1, or a list of one"],
    [{ dropout: -0.1 }, "not -0.1."],
    [{ dropout: [0.5, Number.NaN] }, "not NaN."],
    [{ clip: 0 }, "The option clip must be a number above 0, not 0."],
    [{ batchNorm: 1 }, "The option batchNorm must be true or false, not 1."],
    [{ l1: -1 }, "The option l1 must be a number of 0 or more, not -1."],
    [{ l1: Number.POSITIVE_INFINITY }, "not Infinity."],
    [{ inputDropout: 2 }, "The option inputDropout must be a number from 0 to below 1, not 2."],
    [{ freeze: -1 }, "must be how many first layers, or a list of layers from 1 on, not -1."],
    [{ freeze: [0] }, "from 1 on, not 0."],
    [{ freeze: "all" }, "from 1 on, not all."],
    [{ layerRates: [-1, 1] }, "a list of numbers of 0 or more, one a layer."],
    [{ layerRates: 0.1 }, "The option layerRates must be a list of numbers of 0 or more"],
    [
      { layerWeightDecay: [-1] },
      "The option layerWeightDecay must be a list of numbers of 0 or more, one a layer.",
    ],
  ] as unknown as [Regularization & LayerOptions, string][])("%o", (options, sentence) => {
    expect(() => completeOptional(options)).toThrow(sentence);
  });
});

describe("the optimizer", () => {
  test("is a name with its constants beside it, or a definition", () => {
    const { optimizer } = configure({ optimizer: "sgd", learningRate: 0.1, momentum: 0.5, nesterov: true });
    expect(optimizer).toEqual({
      name: "sgd",
      learningRate: 0.1,
      momentum: 0.5,
      nesterov: true,
      weightDecay: 0,
    });
    expect(configure({ learningRate: 0.1 }).optimizer).toMatchObject({ name: "adam", learningRate: 0.1 });
    expect(() => configure({ optimizer: { name: "adam" }, learningRate: 0.1 })).toThrow(
      "The option learningRate stands beside an optimizer that has its own constants",
    );
    expect(() => configure({ optimizer: "adam", momentum: 0.9 })).toThrow(
      "The optimizer adam has no momentum",
    );
  });

  test("of a resumed run is the same, however it is given", () => {
    const configuration = configure({ optimizer: "sgd", learningRate: 0.1 });
    const checkpoint = { configuration } as Checkpoint;
    for (const options of [{ learningRate: 0.1 }, { optimizer: "sgd", learningRate: 0.1 } as const]) {
      expect(resumedConfiguration(checkpoint, options).optimizer).toEqual(configuration.optimizer);
    }
    expect(() => resumedConfiguration(checkpoint, { learningRate: 0.2 })).toThrow("has the optimizer");
  });
});
