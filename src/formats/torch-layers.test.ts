import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomGenerator } from "../model/random.js";
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
