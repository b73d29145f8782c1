import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomGenerator } from "../../model/random.js";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "./safetensors.js";
import { readTorchLayers } from "./torch-layers.js";

const random = randomGenerator(3, "torch layers");
const drawn = (shape: readonly number[], positive = false): Tensor => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
    positive ? 0.5 + Math.abs(random.normal()) : random.normal(),
  ),
});

const linear = (prefix: string, units: number, inputs: number, bias = true): [string, Tensor][] => [
  [`${prefix}weight`, drawn([units, inputs])],
  ...(bias ? [[`${prefix}bias`, drawn([units])] as [string, Tensor]] : []),
];
const norm = (prefix: string, units: number, affine = true): [string, Tensor][] => [
  [`${prefix}running_mean`, drawn([units])],
  [`${prefix}running_var`, drawn([units], true)],
  [`${prefix}num_batches_tracked`, { shape: [], data: Float64Array.of(7) }],
  ...(affine
    ? ([
        [`${prefix}weight`, drawn([units])],
        [`${prefix}bias`, drawn([units])],
      ] as [string, Tensor][])
    : []),
];

const read = (...tensors: [string, Tensor][][]) => readTorchLayers(file(...tensors), "net.safetensors");
const file = (...tensors: [string, Tensor][][]) =>
  decodeSafetensors(encodeSafetensors(new Map(tensors.flat())), "net.safetensors");

/** `W x + b`, then whatever follows. */
function apply(
  { weight, bias }: { weight: ArrayLike<number>; bias: ArrayLike<number> },
  x: readonly number[],
) {
  return Array.from(bias, (b, i) => x.reduce((sum, value, k) => sum + weight[i * x.length + k] * value, b));
}

function normalize(tensors: [string, Tensor][], x: readonly number[]): number[] {
  const part = (end: string) => tensors.find(([name]) => name.endsWith(end))?.[1].data;
  const [mean, variance, gamma, beta] = ["mean", "var", "weight", "bias"].map(part);
  return x.map(
    (value, i) =>
      ((value - (mean?.[i] ?? 0)) / Math.sqrt((variance?.[i] ?? 1) + 1e-5)) * (gamma?.[i] ?? 1) +
      (beta?.[i] ?? 0),
  );
}

const layerOf = (tensors: [string, Tensor][]) => ({
  weight: tensors[0][1].data,
  bias: tensors[1]?.[1].data ?? new Float64Array(tensors[0][1].shape[0]),
});

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i], 9);
}

describe("names", () => {
  test.each([
    ["nn.Sequential", ["0.", "2.", "10."]],
    ["attributes", ["fc1.", "fc2.", "fc3."]],
    ["a list of modules", ["layers.0.", "layers.1.", "layers.2."]],
    ["parallel training", ["module.net.0.", "module.net.2.", "module.net.4."]],
    ["underscores", ["hidden_1_", "hidden_2_", "hidden_10_"]],
  ])("of %s", (_what, [a, b, c]) => {
    const { names, assumed } = read(linear(c, 2, 5), linear(a, 4, 3), linear(b, 5, 4));
    expect(names.map(({ weight }) => weight)).toEqual([`${a}weight`, `${b}weight`, `${c}weight`]);
    expect(assumed).toEqual([]);
  });

  test("without numbers are ordered by the layers' shapes, and it is said", () => {
    const { names, assumed } = read(linear("hidden.", 5, 4), linear("input.", 4, 3), linear("output.", 2, 5));
    expect(names.map(({ weight }) => weight)).toEqual(["input.weight", "hidden.weight", "output.weight"]);
    expect(assumed).toEqual([
      {
        about: "order",
        sentence:
          'Its layers were put into the only order that their shapes allow: "input.weight", "hidden.weight", "output.weight".',
      },
    ]);
  });

  test("a missing bias is zeros", () => {
    const { parameters, names } = read(linear("0.", 3, 2, false));
    expect(parameters[0].bias).toEqual(new Float64Array(3));
    expect(names).toEqual([{ weight: "0.weight", bias: "0.bias" }]);
  });
});

describe("batch normalisation is folded", () => {
  const x = [0.3, -1.2];
  const [first, last] = [linear("0.", 3, 2), linear("4.", 2, 3)];

  test("between weighted sums and activation", () => {
    const bn = norm("1.", 3);
    const { parameters, assumed } = read(first, bn, last);
    expectClose(apply(parameters[0], x), normalize(bn, apply(layerOf(first), x)));
    expect(parameters[1].weight).toEqual(last[0][1].data);
    expect(assumed).toEqual([
      { about: "epsilon", sentence: "Its batch normalisation was taken to have PyTorch's epsilon of 1e-5." },
    ]);
  });

  test("after the activation, without learned scale", () => {
    const bn = norm("2.", 3, false);
    const { parameters } = read(first, bn, last);
    const a = [0.1, 0.9, -0.4];
    expect(parameters[0].weight).toEqual(first[0][1].data);
    expectClose(apply(parameters[1], a), apply(layerOf(last), normalize(bn, a)));
  });

  test("of the inputs, twice", () => {
    const [one, two, dense] = [norm("0.", 2), norm("1.", 2), linear("2.", 3, 2, false)];
    const { parameters } = read(one, two, dense);
    expectClose(apply(parameters[0], x), apply(layerOf(dense), normalize(two, normalize(one, x))));
  });

  test("named by number", () => {
    const [fc1, fc2, bn1, bn2] = [
      linear("fc1.", 3, 2),
      linear("fc2.", 2, 3),
      norm("bn1.", 3),
      norm("bn2.", 2),
    ];
    const { parameters, assumed } = read(bn1, bn2, fc1, fc2);
    expectClose(apply(parameters[0], x), normalize(bn1, apply(layerOf(fc1), x)));
    const a = [1, 2, 3];
    expectClose(apply(parameters[1], a), normalize(bn2, apply(layerOf(fc2), a)));
    expect(assumed[0].sentence).toContain("each between the layer of its number and that layer's activation");
  });
});

test.each<[string, [string, Tensor][][], string]>([
  ["nothing", [], "it holds no tensors"],
  ["a bias alone", [linear("0.", 1, 1), [["2.bias", drawn([1])]]], '"2.bias" has no "2.weight" beside it'],
  [
    "another part",
    [[["lstm.weight_ih_l0", drawn([4, 3])]]],
    '"lstm.weight_ih_l0" is neither a weight nor a bias',
  ],
  [
    "a convolution",
    [[["conv1.weight", drawn([4, 3, 5, 5])]]],
    '"conv1.weight" must have the shape [units, inputs], but has [4, 3, 5, 5], as a convolution',
  ],
  [
    "another normalisation",
    [[["ln.weight", drawn([4])]]],
    '"ln.weight" must have the shape [units, inputs], but has [4], as a normalisation',
  ],
  ["half of the statistics", [[["1.running_mean", drawn([4])]]], 'the tensor "1.running_var" is missing'],
  ["normalisation alone", [norm("1.", 3)], "it holds batch normalisation only"],
  [
    "normalisation at the end",
    [linear("0.", 3, 2), norm("2.", 3)],
    'no dense layer follows the batch normalisation "2.running_mean"',
  ],
  [
    "normalisation of another width",
    [linear("0.", 3, 2), norm("1.", 4)],
    '"1.running_mean" normalises 4 numbers, but "0.weight" has 3 units',
  ],
  [
    "normalisation of another width before",
    [norm("0.", 3), linear("1.", 3, 2)],
    '"0.running_mean" normalises 3 numbers, but "1.weight" has 2 inputs',
  ],
  [
    "normalisation without a place",
    [linear("fc1.", 3, 2), norm("bn.", 3)],
    'the batch normalisation "bn.running_mean" follows',
  ],
  [
    "a negative variance",
    [
      linear("0.", 1, 1),
      [
        ["1.running_mean", drawn([1])],
        ["1.running_var", { shape: [1], data: Float64Array.of(-1) }],
      ],
    ],
    "holds a negative variance",
  ],
])("%s is refused", (_what, tensors, message) => {
  expect(() => read(...tensors)).toThrow(
    expect.objectContaining({ code: "invalid-file", message: expect.stringContaining(message) }),
  );
});

test("any names and shapes give layers or a sentence", () => {
  const name = fc
    .tuple(
      fc.constantFrom("", "0.", "1.", "2.", "fc1.", "bn1.", "a.9"),
      fc.constantFrom("weight", "bias", "running_mean", "running_var", "x"),
    )
    .map((parts) => parts.join(""));
  const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(name, shape), { selector: ([key]) => key, maxLength: 8 }),
      (entries) => {
        try {
          const { parameters } = read(
            entries.map(([key, size]): [string, Tensor] => [key, drawn(size, true)]),
          );
          expect(parameters.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid-file" });
        }
      },
    ),
  );
});

describe("the order of layers", () => {
  const shared = (metadata: Record<string, string>, ...tensors: [string, Tensor][][]) =>
    decodeSafetensors(encodeSafetensors(new Map(tensors.flat()), metadata), "net.safetensors");

  test.each<[string, [string, Tensor][][], string]>([
    [
      "VGG's",
      [linear("classifier.", 6, 6), linear("features.0.", 6, 6)],
      "classifier,features.0 or features.0,classifier",
    ],
    [
      "in, hidden, out",
      [linear("inp.", 8, 8), linear("hidden.", 8, 8), linear("out.", 3, 8)],
      "hidden,inp,out or inp,hidden,out",
    ],
    [
      "one between the parts of another",
      [linear("encoder.0.", 4, 8), linear("encoder.2.", 8, 4), linear("decoder.0.", 4, 4)],
      "encoder.0,decoder.0,encoder.2",
    ],
  ])("%s is asked for where several fit", (_what, tensors, orders) => {
    expect(() => read(...tensors)).toThrow(
      expect.objectContaining({ code: "invalid-file", message: expect.stringContaining("--order") }),
    );
    if (orders.includes(" or ")) expect(() => read(...tensors)).toThrow(orders);
  });

  test("is told by numbers and shapes together, and that is said", () => {
    const { names, assumed } = read(linear("out.", 3, 4), linear("fc1.", 4, 4), linear("fc2.", 4, 4));
    expect(names.map(({ weight }) => weight)).toEqual(["fc1.weight", "fc2.weight", "out.weight"]);
    expect(assumed[0].sentence).toContain("the only order that their numbers and shapes allow");
  });

  test("is that which somebody says", () => {
    const [a, b] = [linear("features.0.", 6, 6), linear("classifier.", 6, 6)];
    const inOrder = (order: string[]) =>
      readTorchLayers(file(a, b), "net", { order }).parameters.map(({ weight }) => weight);
    expect(inOrder(["features.0", "classifier"])).toEqual([a[0][1].data, b[0][1].data]);
    expect(inOrder(["classifier.weight", "features.0."])).toEqual([b[0][1].data, a[0][1].data]);
    expect(() => inOrder(["classifier"])).toThrow('leaves out the layer "features.0"');
    expect(() => inOrder(["classifier", "classifier", "features.0"])).toThrow("names a layer twice");
    expect(() => inOrder(["head"])).toThrow(
      'There is no layer "head". net has the layers classifier,features.0',
    );
    const other = { order: ["b", "a"] };
    expect(() => readTorchLayers(file(linear("a.", 4, 3), linear("b.", 2, 4)), "net", other)).toThrow(
      'In that order "a" takes 3 inputs, but "b" before it gives 2',
    );
  });

  test("is not asked for of one of several networks", () => {
    const tensors = [
      linear("actor.0.", 16, 4),
      linear("actor.2.", 4, 16),
      linear("critic.0.", 16, 4),
      linear("critic.2.", 1, 16),
    ];
    expect(() => read(...tensors)).toThrow(
      'several networks side by side: "actor" (4-16-4) and "critic" (4-16-1). Choose one with --prefix actor',
    );
    for (const prefix of ["critic", "critic."]) {
      const { names } = readTorchLayers(file(...tensors), "net", { prefix });
      expect(names.map(({ weight }) => weight)).toEqual(["critic.0.weight", "critic.2.weight"]);
    }
    const order = ["actor.0", "actor.2", "critic.0", "critic.2"];
    expect(readTorchLayers(file(...tensors), "net", { order }).parameters).toHaveLength(4);
    expect(
      readTorchLayers(file(...tensors), "net", { prefix: "actor", order: ["0", "2"] }).parameters,
    ).toHaveLength(2);
    expect(() => readTorchLayers(file(...tensors), "net", { prefix: "value" })).toThrow(
      'No tensor in net begins with "value". Their names begin with "actor", "critic".',
    );
  });

  test("may be that of one of several networks, which share layers or have no name", () => {
    const heads = [linear("trunk.", 8, 4), linear("head_a.", 3, 8), linear("head_b.", 3, 8)];
    expect(() => read(...heads)).toThrow(
      '"head_a" (8-3) and "head_b" (8-3). Choose one with --order trunk,head_a (in code: order), which leaves out the others.',
    );
    const order = ["trunk", "head_a"];
    const { parameters, assumed } = readTorchLayers(file(...heads), "net", { order });
    expect(parameters).toHaveLength(2);
    expect(assumed).toEqual([
      {
        about: "order",
        sentence: "Of the file's layers the order does not name head_b: they were left out.",
      },
    ]);
    const copied = ["", "ema."].flatMap((copy) => [linear(`${copy}0.`, 8, 4), linear(`${copy}2.`, 3, 8)]);
    expect(() => read(...copied)).toThrow("Choose one with --order 0,2 (in code: order)");
    expect(readTorchLayers(file(...copied), "net", { order: ["0", "2"] }).parameters).toHaveLength(2);
    expect(() => readTorchLayers(file(...copied), "net", { order: ["0", "0"] })).toThrow("twice");
  });

  test("is offered where numbers tell one that does not fit", () => {
    const layers = [linear("fc3.", 8, 4), linear("fc1.", 8, 8), linear("fc2.", 3, 8)];
    expect(() => read(...layers)).toThrow("say it with --order fc3,fc1,fc2 (in code: order)");
    expect(readTorchLayers(file(...layers), "net", { order: ["fc3", "fc1", "fc2"] }).parameters).toHaveLength(
      3,
    );
  });

  test("has a layer in it twice where the file says that tensors are shared", () => {
    const [l1, out] = [linear("l1.", 4, 4), linear("out.", 2, 4)];
    const twice = shared({ "l2.weight": "l1.weight", "l2.bias": "l1.bias", format: "pt" }, l1, out);
    const { parameters, names } = readTorchLayers(twice, "net");
    expect(parameters.map(({ weight }) => weight)).toEqual([l1[0][1].data, l1[0][1].data, out[0][1].data]);
    expect(names[1]).toEqual({ weight: "l2.weight", bias: "l2.bias" });
    const b: [string, Tensor][] = [["b.bias", drawn([4])]];
    const tied = shared({ "b.weight": "a.weight" }, linear("a.", 4, 4), b, out);
    expect(() => readTorchLayers(tied, "net")).toThrow('(of which "b.weight" is "a.weight")');
    expect(readTorchLayers(tied, "net", { order: ["a", "b", "out"] }).parameters).toHaveLength(3);
    const other = shared({ "e.table": "l1.weight" }, l1, out);
    expect(() => readTorchLayers(other, "net")).toThrow(
      'the tensor "e.table" is neither a weight nor a bias',
    );
  });

  test("is that of the network, or nobody's, whatever the layers are called", () => {
    const STYLES: readonly (readonly [name: (i: number) => string, numbered: boolean])[] = [
      [(i) => `net.${2 * i}.`, true],
      [(i) => `fc${i + 8}.`, true],
      [(i) => `blocks.${i}.${"zyxwvu"[i]}.`, true],
      [(i) => ["zeta.", "inp.", "a.", "mid.", "head.", "b."][i], false],
      [(i) => (i < 2 ? `features.${i}.` : `classifier.${i}.`), false],
    ];
    const cases = fc.record({
      style: fc.constantFrom(...STYLES),
      widths: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 6 }),
      turn: fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
    });
    let [found, refused] = [0, 0];
    fc.assert(
      fc.property(cases, ({ style: [name, numbered], widths, turn }) => {
        const layers = widths.slice(1).map((units, i) => linear(name(i), units, widths[i]));
        const mixed = layers
          .map((tensors) => ({ tensors, at: turn.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ tensors }) => tensors);
        let weights: unknown[];
        try {
          weights = read(...mixed).parameters.map(({ weight }) => weight);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid-file" });
          expect(numbered).toBe(false);
          refused++;
          return;
        }
        found++;
        expect(weights).toEqual(layers.map(([[, { data }]]) => data));
      }),
      { numRuns: 300 },
    );
    expect(Math.min(found, refused)).toBeGreaterThan(20);
  });
});

describe("what only looks like a layer", () => {
  test.each<[string, [string, Tensor][][], string]>([
    ["an embedding", [[["tok_emb.weight", drawn([9, 4])]], linear("fc.", 4, 4)], "belongs to an embedding"],
    ["attention", [[["attn.in_proj_weight", drawn([12, 4])]]], "belongs to attention"],
    ["LoRA", [linear("fc.", 4, 4), linear("fc.lora_A.", 2, 4, false)], "belongs to LoRA"],
    [
      "a turned matrix",
      [
        [
          ["fc.weight", drawn([3, 4])],
          ["fc.bias", drawn([4])],
        ],
      ],
      "stored as [inputs, units]",
    ],
  ])("%s is refused by name", (_what, tensors, message) => {
    expect(() => read(...tensors)).toThrow(message);
  });
});

describe("batch normalisation", () => {
  test("of another Sequential is not taken for a layer's of its number", () => {
    const [a, bn, b] = [linear("features.0.", 4, 3), norm("features.1.", 4), linear("classifier.1.", 2, 4)];
    const { parameters } = read(a, bn, b);
    const x = [0.1, 0.2, 0.3];
    expectClose(apply(parameters[0], x), normalize(bn, apply(layerOf(a), x)));
    expect(parameters[1].weight).toEqual(b[0][1].data);
  });

  test("at the end of one is for the layer that follows", () => {
    const [a, bn, b] = [linear("features.0.", 4, 3), norm("features.2.", 4), linear("classifier.0.", 2, 4)];
    const { parameters, assumed } = read(a, bn, b);
    const activations = [1, -2, 3, 0.5];
    expectClose(apply(parameters[1], activations), apply(layerOf(b), normalize(bn, activations)));
    expect(assumed.at(-1)?.sentence).toContain('"features.2." behind the activation');
  });

  test("of huge inputs is kept before the network", () => {
    const dense = linear("1.", 2, 2);
    const each = [
      { shift: 1.7e9, scale: Math.sqrt(1e8 + 1e-5) },
      { shift: 3.7, scale: Math.sqrt(1e-5) },
    ];
    const statistics: [string, Tensor][] = [
      ["0.running_mean", { shape: [2], data: Float64Array.of(1.7e9, 3.7) }],
      ["0.running_var", { shape: [2], data: Float64Array.of(1e8, 0) }],
    ];
    const { parameters, scaling } = read(statistics, dense);
    expect(scaling).toEqual({ precision: "float64", each });
    expect(parameters[0].weight).toEqual(dense[0][1].data);
  });
});
