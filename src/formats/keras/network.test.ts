/**
 * @file Random models of Keras's layers, as a file describes them, against what Keras's documentation says that each
 * layer computes, in float64: the same outputs, or a refusal.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Allowance } from "../../bounds.js";
import { reference } from "../../engine/reference/engine.js";
import { wasm } from "../../engine/wasm/engine.js";
import { AkariError } from "../../error.js";
import { predict } from "../../insight/compile.js";
import { randomGenerator } from "../../model/random.js";
import { elementCount } from "../bytes/numbers.js";
import type { JsonObject } from "../description/json.js";
import type { Tensor } from "../safetensors/safetensors.js";
import { readChain } from "./chain.js";
import { readNetwork } from "./network.js";

/** As of a small file. */
const allowance = (): Allowance => new Allowance(1000, "net");

/** Numbers of a shape, as NumPy has them. */
interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A layer of the file, its variables, and what it computes. */
interface Layer {
  readonly className: string;
  readonly config: JsonObject;
  readonly variables: readonly Numbers[];
  compute(x: Numbers): Numbers;
}

const floats = (numbers: readonly number[]): number[] => numbers.map(Math.fround);
const map = ({ shape, data }: Numbers, f: (x: number, i: number) => number): Numbers => ({
  shape,
  data: data.map(f),
});
const nested = ({ shape: [length, ...rest], data }: Numbers): unknown =>
  length === undefined
    ? data[0]
    : Array.from({ length }, (_, i) => {
        const size = elementCount(rest);
        return nested({ shape: rest, data: data.slice(i * size, (i + 1) * size) });
      });

/** Each place's index, first dimension first. */
const indexOf = (shape: readonly number[], i: number): number[] =>
  shape.map((length, axis) => Math.floor(i / elementCount(shape.slice(axis + 1))) % length);
const at = ({ shape, data }: Numbers, index: readonly number[]): number =>
  data[shape.reduce((sum, length, axis) => sum * length + index[axis], 0)];
const transpose = (x: Numbers, axes: readonly number[]): Numbers => {
  const shape = axes.map((axis) => x.shape[axis]);
  return {
    shape,
    data: x.data.map((_, i) => {
      const from: number[] = [];
      indexOf(shape, i).forEach((place, k) => {
        from[axes[k]] = place;
      });
      return at(x, from);
    }),
  };
};

const relu = (x: number) => Math.max(0, x);
const ACTIVATIONS: Readonly<Record<string, (x: number) => number>> = {
  linear: (x) => x,
  relu,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  silu: (x) => x / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  leaky_relu: (x) => (x > 0 ? x : 0.2 * x),
  relu6: (x) => Math.min(6, relu(x)),
  exponential: Math.exp,
  softsign: (x) => x / (1 + Math.abs(x)),
  hard_sigmoid: (x) => Math.min(1, Math.max(0, x / 6 + 0.5)),
};
/** Rarely one that Akari has not. */
const activationName = (random: Draw): string =>
  random.uniform() < 0.85
    ? pick(random, ["linear", "linear", ...KNOWN])
    : pick(random, Object.keys(ACTIVATIONS));
const KNOWN = ["linear", "relu", "tanh", "sigmoid", "elu", "silu", "softplus"];
const softmax = ({ shape, data }: Numbers): Numbers => {
  const last = shape[shape.length - 1];
  return {
    shape,
    data: data.map((x, i) => {
      const row = data.slice(i - (i % last), i - (i % last) + last);
      return 1 / row.reduce((sum, y) => sum + Math.exp(y - x), 0);
    }),
  };
};

type Draw = ReturnType<typeof randomGenerator>;
const below = (random: Draw, n: number): number => Math.floor(random.uniform() * n);
const pick = <T>(random: Draw, list: readonly T[]): T => list[below(random, list.length)];
const drawn = (random: Draw, shape: readonly number[], mean = 0, deviation = 1): Numbers => ({
  shape,
  data: floats(Array.from({ length: elementCount(shape) }, () => mean + deviation * random.normal())),
});

/** Each a layer for what has this shape. */
const LAYERS: readonly ((random: Draw, shape: readonly number[]) => Layer)[] = [
  (random, shape) => {
    const units = 1 + below(random, 4);
    const name = activationName(random);
    const bias = random.uniform() < 0.7;
    const kernel = drawn(random, [shape[shape.length - 1], units], 0, 0.5);
    const b = drawn(random, [units]);
    return {
      className: "Dense",
      config: { units, activation: name, use_bias: bias },
      variables: bias ? [kernel, b] : [kernel],
      compute: (x) => {
        const inputs = x.shape[x.shape.length - 1];
        const rows = elementCount(x.shape) / inputs;
        const data = Array.from({ length: rows * units }, (_, i) => {
          let sum = bias ? b.data[i % units] : 0;
          for (let k = 0; k < inputs; k++) {
            sum += x.data[Math.floor(i / units) * inputs + k] * kernel.data[k * units + (i % units)];
          }
          return ACTIVATIONS[name](sum);
        });
        return { shape: [...x.shape.slice(0, -1), units], data };
      },
    };
  },
  (random) => {
    const first = random.uniform() < 0.5;
    return {
      className: "Flatten",
      config: { data_format: first ? "channels_first" : "channels_last" },
      variables: [],
      compute: (x) => {
        const moved = first && x.shape.length > 1 ? transpose(x, [...x.shape.keys()].slice(1).concat(0)) : x;
        return { shape: [x.data.length], data: moved.data };
      },
    };
  },
  (random, shape) => {
    const axes = [...shape.keys()].sort(() => random.uniform() - 0.5);
    return {
      className: "Permute",
      config: { dims: axes.map((axis) => axis + 1) },
      variables: [],
      compute: (x) => transpose(x, axes),
    };
  },
  (random, shape) => {
    const size = elementCount(shape);
    const divisor = pick(
      random,
      Array.from({ length: size }, (_, i) => i + 1).filter((n) => size % n === 0),
    );
    const to = [divisor, size / divisor];
    return {
      className: "Reshape",
      config: { target_shape: random.uniform() < 0.5 ? [divisor, -1] : to },
      variables: [],
      compute: ({ data }) => ({ shape: to, data }),
    };
  },
  (random, shape) => {
    const own = shape.slice(below(random, shape.length + 1)).map((n) => (random.uniform() < 0.7 ? n : 1));
    const array = (mean: number) => {
      const numbers = drawn(random, own, mean);
      const value =
        own.length > 0 && random.uniform() < 0.5
          ? {
              class_name: pick(random, ["__numpy__", "__tensor__"]),
              config: { value: nested(numbers), dtype: "float64" },
            }
          : nested(numbers);
      return { numbers, value };
    };
    const [scale, offset] = [array(1), array(0)];
    const spread = (numbers: Numbers, index: readonly number[]) =>
      at(
        numbers,
        index.slice(index.length - own.length).map((place, axis) => (own[axis] === 1 ? 0 : place)),
      );
    return {
      className: "Rescaling",
      config: { scale: scale.value, offset: offset.value },
      variables: [],
      compute: (x) =>
        map(x, (value, i) => {
          const index = indexOf(x.shape, i);
          return value * spread(scale.numbers, index) + spread(offset.numbers, index);
        }),
    };
  },
  (random, shape) => {
    const axes = [...shape.keys()].filter(() => random.uniform() < 0.5);
    const lengths = axes.map((axis) => shape[axis]);
    // Some of them huge, some constant.
    const means = map(drawn(random, lengths, 0, 3), (x) => Math.fround(x * pick(random, [1, 1, 1e4, 1e8])));
    const variances = map(drawn(random, lengths), (x) => Math.fround(pick(random, [0, 1, 1e6]) * x * x));
    const given = random.uniform() < 0.4;
    const invert = random.uniform() < 0.2;
    return {
      className: "Normalization",
      config: {
        axis: axes.map((axis) => (random.uniform() < 0.5 ? axis + 1 : axis - shape.length)),
        invert,
        mean: given ? nested(means) : null,
        variance: given ? nested(variances) : null,
      },
      variables: given ? [] : [means, variances],
      compute: (x) =>
        map(x, (value, i) => {
          const index = axes.map((axis) => indexOf(x.shape, i)[axis]);
          const [mean, deviation] = [at(means, index), Math.max(Math.sqrt(at(variances, index)), 1e-7)];
          return invert ? mean + value * deviation : (value - mean) / deviation;
        }),
    };
  },
  (random, shape) => {
    const axis = below(random, shape.length);
    const lengths = [shape[axis]];
    const [center, scale] = [random.uniform() < 0.7, random.uniform() < 0.7];
    const [gamma, beta] = [drawn(random, lengths, 1), drawn(random, lengths)];
    const mean = drawn(random, lengths, 0, pick(random, [1, 1, 1e6]));
    const variance = map(drawn(random, lengths), Math.abs);
    const epsilon = pick(random, [1e-3, 1e-5]);
    return {
      className: "BatchNormalization",
      config: {
        axis: random.uniform() < 0.5 ? axis + 1 : axis - shape.length,
        epsilon,
        center,
        scale,
        momentum: 0.9,
      },
      variables: [...(scale ? [gamma] : []), ...(center ? [beta] : []), mean, variance],
      compute: (x) =>
        map(x, (value, i) => {
          const place = indexOf(x.shape, i)[axis];
          const normal = (value - mean.data[place]) / Math.sqrt(variance.data[place] + epsilon);
          return normal * (scale ? gamma.data[place] : 1) + (center ? beta.data[place] : 0);
        }),
    };
  },
  (random) => {
    const [most, slope, threshold] = [
      pick(random, [null, null, 6]),
      pick(random, [0, 0.01, 0.3]),
      pick(random, [0, 0, 1]),
    ];
    return {
      className: "ReLU",
      config: { max_value: most, negative_slope: slope, threshold },
      variables: [],
      compute: (x) =>
        map(x, (v) => (most !== null && v >= most ? most : v >= threshold ? v : slope * (v - threshold))),
    };
  },
  (random) => {
    const slope = pick(random, [0.01, 0.3, 0.2]);
    return {
      className: "LeakyReLU",
      config: { negative_slope: slope },
      variables: [],
      compute: (x) => map(x, (v) => (v > 0 ? v : slope * v)),
    };
  },
  (random) => {
    const alpha = pick(random, [undefined, 1, 0.5]);
    return {
      className: "ELU",
      config: alpha === undefined ? {} : { alpha },
      variables: [],
      compute: (x) => map(x, (v) => (v > 0 ? v : (alpha ?? 1) * Math.expm1(v))),
    };
  },
  (random) => {
    const name = activationName(random);
    return {
      className: "Activation",
      config: { activation: name },
      variables: [],
      compute: (x) => map(x, ACTIVATIONS[name]),
    };
  },
  () => ({ className: "Softmax", config: { axis: -1 }, variables: [], compute: softmax }),
  (random) => ({
    className: pick(random, ["Dropout", "GaussianNoise", "ActivityRegularization", "Identity"]),
    config: {},
    variables: [],
    compute: (x) => x,
  }),
];

/** Plain ones often enough for a model to be one that can be read. */
function randomLayers(random: Draw, inputShape: readonly number[]): Layer[] {
  const layers: Layer[] = [];
  const count = 1 + below(random, 4);
  let shape = inputShape;
  const add = (layer: Layer): void => {
    layers.push(layer);
    ({ shape } = layer.compute({ shape, data: Array.from({ length: elementCount(shape) }, () => 0) }));
  };
  for (let i = 0; i < count; i++) {
    add(pick(random, random.uniform() < 0.5 ? LAYERS.slice(1, 7) : LAYERS)(random, shape));
  }
  if (shape.length > 1) add(LAYERS[1](random, shape));
  for (let i = 0; i < 2; i++) add(LAYERS[0](random, shape));
  return layers;
}

const SNAKE: Readonly<Record<string, string>> = { ReLU: "re_lu", LeakyReLU: "leaky_re_lu", ELU: "elu" };
const snake = (name: string): string => SNAKE[name] ?? name.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase();

function read(layers: readonly Layer[], inputShape: readonly number[], input: JsonObject = {}) {
  const counts: Record<string, number> = {};
  const variables = new Map<string, Tensor>();
  const entries = layers.map(({ className, config, variables: own }, i) => {
    const base = snake(className);
    counts[base] = (counts[base] ?? -1) + 1;
    own.forEach(({ shape, data }, k) => {
      const folder = `layers/${base}${counts[base] === 0 ? "" : `_${counts[base]}`}/vars`;
      variables.set(`${folder}/${k}`, { shape, data: Float32Array.from(data) });
    });
    return {
      module: "keras.layers",
      class_name: className,
      config: { name: `l${i}`, ...config },
      registered_name: null,
    };
  });
  const first = {
    module: "keras.layers",
    class_name: "InputLayer",
    config: { batch_shape: [null, ...inputShape], dtype: "float32", name: "in", ...input },
    registered_name: null,
  };
  const chain = readChain(
    { class_name: "Sequential", config: { layers: [first, ...entries] } },
    "net",
    allowance(),
  );
  return readNetwork(
    chain,
    (path) => {
      const found = variables.get(path);
      if (found === undefined) throw new Error(`no ${path}`);
      return found;
    },
    "net",
    allowance(),
  );
}

/** An input that equals the mean where a feature is constant, and is otherwise about as far from it as its deviation. */
function inputFor(random: Draw, layers: readonly Layer[], shape: readonly number[]): Numbers {
  const [first] = layers;
  const size = elementCount(shape);
  let x: Numbers = { shape, data: floats(Array.from({ length: size }, () => 2 * random.normal())) };
  if (first.className !== "Normalization" || first.config.invert === true) return x;
  // y = (x − m) / s is a line: its values at two points give m and s.
  const [zero, one] = [0, 1e9].map((value) => first.compute(map(x, () => value)).data);
  x = map(x, (value, i) => {
    const deviation = 1e9 / (one[i] - zero[i]);
    return Math.fround(-zero[i] * deviation + (deviation > 1e-6 ? value * deviation : 0));
  });
  return x;
}

test("random models give what their layers compute, or a refusal", async () => {
  let [read_, refused, kept] = [0, 0, 0];
  const seeds = fc.integer({ min: 0, max: 2 ** 31 });
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const random = randomGenerator(seed, "keras");
      const shape = pick(random, [[4], [2, 3], [3, 2, 2], [2, 2, 3]]);
      const layers = randomLayers(random, shape);
      let stored: ReturnType<typeof read>;
      try {
        stored = read(layers, shape);
      } catch (error) {
        if (!(error instanceof AkariError)) throw error;
        expect(error.code).toBe("invalid-file");
        refused++;
        return;
      }
      read_++;
      if (stored.model.definition.preprocessing.scaling !== undefined) kept++;
      const x = inputFor(random, layers, shape);
      const expected = layers.reduce((value, layer) => layer.compute(value), x).data;
      for (const engine of [reference, wasm]) {
        const outputs = await predict(stored.model, x.data, { engine });
        const size = Math.max(1, ...expected.map(Math.abs));
        for (const [i, value] of expected.entries()) {
          expect(Math.abs(outputs[i] - value) / size, JSON.stringify(layers)).toBeLessThan(
            engine === wasm ? 1e-4 : 1e-5,
          );
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(read_, refused)).toBeGreaterThan(50);
  expect(kept).toBeGreaterThan(10);
});

describe("settings", () => {
  const zeros = (...shape: number[]): Numbers => ({
    shape,
    data: new Array<number>(elementCount(shape)).fill(0),
  });
  const layer = (className: string, config: JsonObject, ...variables: Numbers[]): Layer => ({
    className,
    config,
    variables,
    compute: (x) => x,
  });
  const dense = (config: JsonObject = {}) => layer("Dense", { units: 2, ...config }, zeros(4, 2), zeros(2));
  const policy = (name: string) => ({ class_name: "DTypePolicy", config: { name } });

  test.each<[string, Layer[], string]>([
    [
      "nobody knows",
      [dense({ gain: 2 })],
      'the layer "l0" (Dense) has the setting "gain", which Akari does not know',
    ],
    ["of LoRA", [dense({ lora_rank: 4 })], "has LoRA's matrices beside its kernel (lora_rank)"],
    [
      "of quantised weights",
      [dense({ quantization_config: { mode: "int8" } })],
      "is quantised (quantization_config)",
    ],
    [
      "of a quantised policy",
      [dense({ dtype: "int8_from_float32" })],
      'the dtype policy "int8_from_float32"',
    ],
    [
      "of several policies",
      [dense({ dtype: { class_name: "DTypePolicyMap", config: {} } })],
      '"DTypePolicyMap"',
    ],
    ["of bfloat16", [dense({ dtype: policy("bfloat16") })], "has its weights in bfloat16. Build it again"],
    ["of a flag that is none", [dense({ use_bias: "no" })], 'has "no" for use_bias'],
    [
      "of an activation of somebody's own",
      [
        dense({
          activation: { module: "mine", class_name: "ReLU", config: {}, registered_name: "mine>ReLU" },
        }),
      ],
      'has the activation "mine>ReLU", which Akari has not',
    ],
    [
      "of a function of somebody's own",
      [
        dense({
          activation: {
            module: "builtins",
            class_name: "function",
            config: "relu",
            registered_name: "function",
          },
        }),
      ],
      "which Akari has not",
    ],
    [
      "of an activation with settings",
      [dense({ activation: { module: "keras.layers", class_name: "ReLU", config: { max_value: 6 } } })],
      "has settings that Akari's relu has not",
    ],
    ["of an unknown format", [layer("Flatten", { data_format: "rows" })], 'has the data_format "rows"'],
    [
      "of words",
      [layer("Rescaling", { scale: "big", offset: 0 }), dense()],
      'scales by "big", which is not numbers',
    ],
    [
      "of another length",
      [layer("Rescaling", { scale: [1, 2, 3], offset: 0 }), dense()],
      "scales by [3] numbers",
    ],
    [
      "that leave rounding only",
      [
        layer("Rescaling", { scale: 1 / 255, offset: 0 }),
        layer("Normalization", { axis: -1, mean: 0.5, variance: 0 }),
        layer("Dense", { units: 2 }, { shape: [4, 2], data: [1, 1, 1, 1, 1, 1, 1, 1] }, zeros(2)),
      ],
      "normalises input 1, whose deviation is so small",
    ],
    [
      "that are too large",
      [layer("Rescaling", { scale: 1e60, offset: 1 }), dense()],
      "makes numbers that are too large",
    ],
  ])("%s are refused", (_what, layers, message) => {
    expect(() => read(layers, [4])).toThrow(
      expect.objectContaining({ code: "invalid-file", message: expect.stringContaining(message) }),
    );
  });

  test("of several axes leave open what a vector scales where channels come first", () => {
    const scale = layer("Rescaling", { scale: [1, 2], offset: 0 });
    const flatten = (format: string) => layer("Flatten", { data_format: format });
    expect(() => read([scale, flatten("channels_first"), dense()], [2, 2])).toThrow("image_data_format");
    expect(read([scale, flatten("channels_last"), dense()], [2, 2]).model.parameters).toHaveLength(1);
  });

  test.each(["string", "complex64"])("an input of type %s is refused", (dtype) => {
    expect(() => read([dense()], [4], { dtype })).toThrow(`takes in "${dtype}" instead of numbers`);
  });

  test.each([
    [{ dtype: "uint8" }, {}, "Its inputs are whole numbers (uint8)"],
    [{ dtype: "float16" }, {}, 'numbers of 16 bits ("float16")'],
    [{}, { dtype: policy("mixed_float16") }, "numbers of 16 bits (mixed_float16), Akari in float32"],
  ])("an input %j and a layer %j are read, and what is not Keras's is said", (input, config, sentence) => {
    const { assumed } = read([dense(config)], [4], input);
    expect(assumed).toEqual([{ about: "precision", sentence: expect.stringContaining(sentence) }]);
  });

  test("of a picture with channels first give its size", () => {
    const kernel = layer("Dense", { units: 1 }, zeros(6, 1), zeros(1));
    const first = layer("Flatten", { data_format: "channels_first" });
    expect(read([first, kernel], [1, 2, 3]).model.definition.preprocessing.image).toEqual([2, 3]);
    expect(read([first, kernel], [2, 1, 3]).model.definition.preprocessing.image).toBeUndefined();
  });
});

describe("what is only called as Keras's is refused", () => {
  const entry = (more: JsonObject) => ({
    module: "keras.layers",
    class_name: "Dense",
    config: { name: "d" },
    ...more,
  });
  const sequential = (more: JsonObject, layers: JsonObject[] = []) => ({
    module: "keras",
    class_name: "Sequential",
    config: { layers, build_input_shape: [null, 4] },
    registered_name: null,
    ...more,
  });
  test.each<[JsonObject, string]>([
    [sequential({}, [entry({ registered_name: "mine>Dense" })]), 'a class of its own, "mine>Dense"'],
    [sequential({}, [entry({ module: null })]), 'the layer "d" is of a class of its own'],
    [sequential({}, [entry({ module: "keras_hub.layers" })]), '"keras_hub.layers.Dense"'],
    [sequential({ module: "mine" }), "it is a model of a class of its own"],
    [sequential({ config: { layers: [], steps: 3 } }), 'it has the setting "steps"'],
    [
      sequential({ config: { layers: [], build_input_shape: [null, 2 ** 40] } }),
      "asks for more numbers than its 1,000 bytes can mean",
    ],
  ])("%j", (config, message) => {
    expect(() => readChain(config, "net", allowance())).toThrow(message);
  });

  test.each([
    [[{ args: [], kwargs: {} }], "takes more than one layer's outputs in"],
    [[1, 2], 'the layer "d" (Dense) stands in 2 places at once'],
    [["in", { training: true }], "is called with training=true, which changes what it computes"],
    [["in", { mask: null, training: false }], undefined],
  ])("a call %j", (call, message) => {
    const [source, kwargs] = call as [unknown, unknown];
    const args = [{ class_name: "__keras_tensor__", config: { keras_history: ["in", 0, 0] } }];
    const inbound_nodes = source === "in" ? [{ args, kwargs }] : call;
    const functional = {
      module: "keras.src.models.functional",
      class_name: "Functional",
      registered_name: "Functional",
      config: {
        input_layers: ["in", 0, 0],
        output_layers: ["d", 0, 0],
        layers: [
          { class_name: "InputLayer", config: { name: "in", batch_shape: [null, 4] }, inbound_nodes: [] },
          entry({ inbound_nodes }),
        ],
      },
    };
    if (message === undefined) expect(readChain(functional, "net", allowance()).layers).toHaveLength(1);
    else expect(() => readChain(functional, "net", allowance())).toThrow(message);
  });
});
