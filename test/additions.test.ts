/**
 * @file Adds an activation, a loss and an optimizer to a copy of the library, in the files that CONTRIBUTING.md names and
 * in no others, and uses them: both engines train with them alike, and exports and readers know them. If the library comes
 * to have one of them, another one takes its place here.
 */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildKernels } from "../scripts/build-kernels.mjs";
import { ROOT } from "../scripts/setup.mjs";
import type * as CompileNetwork from "../src/engine/compile-network.js";
import type { EngineName } from "../src/engine/engine.js";
import type * as Engines from "../src/engine/engines.js";
import type * as Onnx from "../src/formats/onnx/decode.js";
import type * as OnnxWriter from "../src/formats/onnx/encode.js";
import type * as Pytorch from "../src/formats/pytorch/encode.js";
import type * as Typescript from "../src/formats/typescript/encode.js";
import type * as Activations from "../src/model/activations.js";
import type * as Expressions from "../src/model/expressions.js";
import type * as Formulas from "../src/model/formulas.js";
import type * as Models from "../src/model/model.js";
import type * as Optimizers from "../src/model/optimizers.js";
import { formulaDataset } from "./support/datasets.js";
import { deviation, magnitude } from "./support/deviation.js";
import { runTypescript } from "./support/generated.js";

/** What is put in front of which text, by files. */
type Additions = Readonly<Record<string, readonly (readonly [before: string, text: string])[]>>;

const ACTIVATION: Additions = {
  "src/model/activations.ts": [
    [
      "  softmax: {",
      `  softsign: {
    id: 10,
    initializer: "glorot_uniform",
    value: (z) => z / (1 + Math.abs(z)),
    derivative: (z) => 1 / (1 + Math.abs(z)) ** 2,
  },
`,
    ],
  ],
  "src/model/formulas.ts": [
    [
      "  softmax: {",
      `  softsign: {
    formula: { divide: ["z", { add: [1, { abs: ["z"] }] }] },
    words: { en: "Softsign", ja: "ソフトサイン" },
    range: [-1, 1],
    onnx: { operator: "Softsign" },
    keras: ["softsign"],
  },
`,
    ],
  ],
  "src/engine/wasm/kernels/activation.ts": [
    ['} from "./tables.generated";', "  SOFTSIGN,\n"],
    [
      "    default: return unreachable();\n  }\n}\n\n/** `σ'(z)`",
      "    case SOFTSIGN: return f32x4.div(z, f32x4.add(f32x4.splat(1), f32x4.abs(z)));\n",
    ],
    [
      "    default: return unreachable();\n  }\n}\n\n/** `a = σ(z)`",
      "    case SOFTSIGN: {\n      const n = f32x4.add(one, f32x4.abs(z));\n      return f32x4.div(one, f32x4.mul(n, n));\n    }\n",
    ],
  ],
};

const LOSS: Additions = {
  "src/model/losses.ts": [
    [
      "  binary_cross_entropy: {",
      "  mean_quartic_error: { id: 5, value: (a, y) => (a - y) ** 4, derivative: (a, y) => 4 * (a - y) ** 3 },\n",
    ],
  ],
  "src/model/formulas.ts": [
    ["  binary_cross_entropy: {", "  mean_quartic_error: { square: [{ square: [ERROR] }] },\n"],
  ],
  "src/engine/wasm/kernels/loss.ts": [
    ['} from "./tables.generated";', "  MEAN_QUARTIC_ERROR,\n"],
    [
      "    case CROSS_ENTROPY: return",
      "    case MEAN_QUARTIC_ERROR: return f32x4.mul(f32x4.mul(d, d), f32x4.mul(d, d));\n",
    ],
    [
      "    case HUBER: return f32x4.min",
      "    case MEAN_QUARTIC_ERROR: return f32x4.mul(f32x4.splat(4), f32x4.mul(d, f32x4.mul(d, d)));\n",
    ],
  ],
};

const OPTIMIZER: Additions = {
  "src/model/optimizers.ts": [
    [
      "/** An optimizer whose steps learn from a batch each. */",
      `/** AdaGrad (Duchi and others, 2011). */
export interface AdagradDefinition {
  readonly name: "adagrad";
  readonly learningRate: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

`,
    ],
    ["AdamDefinition;\n\nexport type OptimizerDefinition", "AdagradDefinition | "],
    [
      "  lbfgs: {\n    defaults",
      `  adagrad: {
    id: 5,
    defaults: { name: "adagrad", learningRate: 1e-2, epsilon: 1e-10, weightDecay: 0 },
    moments: () => ["squareAverage"],
  },
`,
    ],
  ],
  "src/engine/reference/optimizers.ts": [
    ['} from "../../model/optimizers.js";', "  AdagradDefinition,\n"],
    [
      '    case "adam":\n',
      '    case "adagrad":\n      adagrad(optimizer, p, g, moments[0]);\n      break;\n',
    ],
    [
      "/**\n * Adam: `g ←",
      `/** \`g ← g + λ p\`, \`s ← s + g²\`, \`p ← p − η g / (√s + ε)\`. */
function adagrad(optimizer: AdagradDefinition, p: Float64Array, g: Float64Array, s: Float64Array): void {
  const { learningRate, epsilon, weightDecay } = optimizer;
  for (let i = 0; i < p.length; i++) {
    const gradient = g[i] + weightDecay * p[i];
    s[i] += gradient * gradient;
    p[i] -= (learningRate * gradient) / (Math.sqrt(s[i]) + epsilon);
  }
}

`,
    ],
  ],
  "src/engine/wasm/kernels/update.ts": [
    [' } from "./tables.generated";', ", ADAGRAD"],
    ["    case ADAM:\n", "    case ADAGRAD:\n      adagrad(layer, w, v, gradient, bytes);\n      break;\n"],
    [
      "/**\n * `m ← β₁ m",
      `/** \`s ← s + g²\`, \`w ← w − η g / (√s + ε)\`. */
function adagrad(layer: Layer, w: usize, s: usize, g: usize, bytes: usize): void {
  const rate = constant(layer, RATE), epsilon = constant(layer, EPSILON);
  for (let i: usize = 0; i < bytes; i += 16) {
    const gi = v128.load(g + i);
    const si = f32x4.add(v128.load(s + i), f32x4.mul(gi, gi));
    v128.store(s + i, si);
    const step = f32x4.div(f32x4.mul(rate, gi), f32x4.add(f32x4.sqrt(si), epsilon));
    v128.store(w + i, f32x4.sub(v128.load(w + i), step));
  }
}

`,
    ],
  ],
};

type Library = typeof CompileNetwork &
  typeof Engines &
  typeof Onnx &
  typeof OnnxWriter &
  typeof Pytorch &
  typeof Typescript &
  typeof Activations &
  typeof Expressions &
  typeof Formulas &
  typeof Models &
  typeof Optimizers;

const MODULES = [
  "engine/compile-network",
  "engine/engines",
  "formats/onnx/decode",
  "formats/onnx/encode",
  "formats/pytorch/encode",
  "formats/typescript/encode",
  "model/activations",
  "model/expressions",
  "model/formulas",
  "model/model",
  "model/optimizers",
];

// Below node_modules, so that the copy finds its packages.
const COPY = join(ROOT, `node_modules/.cache/akari/additions-${process.pid}`);
let library: Library;

beforeAll(async () => {
  mkdirSync(COPY, { recursive: true });
  cpSync(join(ROOT, "src"), join(COPY, "src"), { recursive: true });
  const imports = { "#platform/*": "./src/platform/*.node.ts" };
  writeFileSync(join(COPY, "package.json"), JSON.stringify({ type: "module", imports }));
  for (const [file, additions] of [ACTIVATION, LOSS, OPTIMIZER].flatMap(Object.entries)) {
    add(file, additions);
  }
  const engine = join(COPY, "src/engine/wasm");
  const kernels = await buildKernels(join(engine, "kernels"), "a test");
  writeFileSync(join(engine, "kernels.generated.ts"), kernels ?? "");
  const outfile = join(COPY, "library.mjs");
  const contents = MODULES.map((module) => `export * from "./src/${module}.js";`).join("\n");
  await build({
    stdin: { contents, resolveDir: COPY, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outfile,
    plugins: [
      {
        name: "platform",
        setup: ({ onResolve }) => {
          onResolve({ filter: /^#platform\// }, ({ path }) => ({
            path: join(COPY, `src/${path.slice(1)}.node.ts`),
          }));
        },
      },
    ],
  });
  library = (await import(pathToFileURL(outfile).href)) as Library;
}, 180_000);

afterAll(() => rmSync(COPY, { recursive: true, force: true }));

function add(file: string, additions: Additions[string]): void {
  const path = join(COPY, file);
  let text = readFileSync(path, "utf8");
  for (const [before, added] of additions) {
    const parts = text.split(before);
    if (parts.length !== 2)
      throw new Error(`${file} has ${parts.length - 1} times ${JSON.stringify(before)}.`);
    text = parts.join(added + before);
  }
  writeFileSync(path, text);
}

/** Trains a few steps in an engine. @returns weights and biases, then losses */
async function train(
  engine: EngineName,
  definition: Models.ModelDefinition,
  optimizer: Optimizers.BatchOptimizerDefinition,
): Promise<number[]> {
  const { compileNetwork, engineNamed, initializeParameters } = library;
  using network = await compileNetwork(engineNamed(engine), definition, { optimizer, batch: 8, seed: 1 });
  network.setParameters(initializeParameters(definition, 3));
  const data = formulaDataset({
    rows: 40,
    inputs: definition.inputs,
    outputs: definition.layers[definition.layers.length - 1].units,
    features: "float32",
    targets: "values",
  });
  const attached = network.attach(data);
  const order = Uint32Array.from({ length: 40 }, (_, i) => i);
  const { losses } = await network.train(attached, { order, from: 0, batch: 8, step: 1, steps: 5 });
  const parameters = await network.getParameters();
  return [...parameters.flatMap(({ weight, bias }) => [...weight, ...bias]), ...losses];
}

const layers = (activation: string): Models.ModelOptions["layers"] => [
  { units: 9, activation: activation as Activations.ActivationName },
  { units: 3, activation: "linear" },
];

test.each([
  ["activation", "softsign", "mean_squared_error", "sgd"],
  ["loss", "tanh", "mean_quartic_error", "sgd"],
  ["optimizer", "tanh", "mean_squared_error", "adagrad"],
])("both engines train alike with another %s", async (_, activation, loss, optimizer) => {
  const definition = library.defineModel({
    inputs: 7,
    layers: layers(activation),
    loss: loss as Models.ModelDefinition["loss"],
  });
  const rule = library.defineOptimizer(optimizer as Optimizers.BatchOptimizerName, { learningRate: 0.05 });
  const [wasm, reference] = [
    await train("wasm", definition, rule),
    await train("reference", definition, rule),
  ];
  expect(deviation(wasm, reference)).toBeLessThan(1e-5 * magnitude(reference));
  // It has learned, or its kernel does nothing.
  const other = library.defineModel({ inputs: 7, layers: layers("relu") });
  const plain = await train("reference", other, library.defineOptimizer("sgd", { learningRate: 0.01 }));
  expect(deviation(plain, reference)).toBeGreaterThan(1e-3);
});

describe("another activation", () => {
  const name = "softsign" as Activations.ElementwiseActivationName;
  const model = (): Models.Model => {
    const definition = library.defineModel({ inputs: 4, layers: layers(name) });
    const parameters = library.initializeParameters(definition, 1).map(({ weight, bias }) => ({
      weight: Float32Array.from(weight),
      bias: Float32Array.from(bias),
    }));
    return { definition, parameters };
  };

  test("has the value of its formula", () => {
    const { formula } = library.ACTIVATION_FORMULAS[name];
    for (const z of [-30, -0.5, 0, 2]) {
      expect(library.evaluate(formula, { z })).toBeCloseTo(library.ACTIVATIONS[name].value(z), 14);
    }
    expect(library.formulaText(formula)).toBe("z / (1 + |z|)");
  });

  test("is exported to TypeScript and PyTorch", async () => {
    const code = library.encodeTypescript(model());
    expect(code).toContain("  [9, (z) => z / (1 + Math.abs(z))],\n");
    const exported = await runTypescript<{ predict: (inputs: number[]) => unknown }>(code);
    expect(exported.predict([1, 2, 3, 4])).toBeDefined();
    const { program } = await library.encodePytorch(model(), "weights.safetensors");
    expect(program).toContain(`
class Softsign(nn.Module):
    def forward(self, z):
        return z / (1 + torch.abs(z))


model = nn.Sequential(
    nn.Linear(4, 9),
    Softsign(),
`);
  });

  test("is written to ONNX and read back, from the graph alone too", () => {
    const bytes = library.encodeOnnx(model());
    const foreign = Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("akari", "other"), "latin1");
    for (const file of [bytes, Uint8Array.from(foreign)]) {
      const { definition } = library.decodeOnnx(file, "net.onnx").model;
      expect(definition.layers.map(({ activation }) => activation)).toEqual([name, "linear"]);
    }
    expect(library.decodeOnnx(bytes, "net.onnx").verified).toBe(true);
    expect(library.decodeOnnx(Uint8Array.from(foreign), "net.onnx").verified).toBeUndefined();
  });
});

describe.each(["CONTRIBUTING.md", "CONTRIBUTING.ja.md"])("%s names the files", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  test.each([
    ["an activation", ["An activation function", "活性化関数"], ACTIVATION],
    ["a loss", ["A loss", "損失"], LOSS],
    ["an optimizer", ["An optimizer", "最適化手法"], OPTIMIZER],
  ] as const)("of %s", (_, titles, additions) => {
    const title = titles.find((one) => text.includes(`\n### ${one}\n`));
    const [section] = text.split(`\n### ${title}\n`)[1].split("\n### ");
    const named = [...section.matchAll(/`(src\/[^`]+\.ts)`/g)].map(([, path]) => path);
    expect(named.filter((path) => !path.endsWith(".test.ts"))).toEqual(Object.keys(additions));
  });
});
