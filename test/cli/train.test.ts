import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { save } from "../../src/formats/codecs.packages.js";
import { loadModel } from "../../src/formats/files.node.js";
import { encodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import { defineModel, initializeParameters } from "../../src/model/model.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";

const folder = makeFolder();
const data = folder.path("data");
beforeAll(() => writeIdxFolder(data));
afterAll(folder.remove);

/** On the engine that needs no build. */
const trainTo = (out: string, ...options: string[]) => [
  "train",
  data,
  "--engine",
  "reference",
  "--out",
  folder.path(out),
  ...options,
];
/** Enough for it to tell the quarters apart. */
const train = (out: string, ...options: string[]) =>
  trainTo(out, "--lr", "0.01", "--epochs", "3", ...options);

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("results go to standard output, progress to standard error, the model to its file", async () => {
  const { code, stdout, stderr } = await akari(train("plain.safetensors"));
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /: 180 examples to learn from, 20 more to validate on\n784 → 16 → 16 → 4: 12,900 parameters\n/,
  );
  expect(stderr.match(/^epoch \d\/3 {2}loss /gm)).toHaveLength(3);
  expect(stdout).toMatch(/^Accuracy \d+\.\d\d% on .*: \d+ of 40 right, loss /);
  expect(stdout).toContain("rows are the actual class, columns the predicted one");
  expect(stdout).toContain(`Saved ${folder.path("plain.safetensors")}`);
  expect(stdout).toMatch(/sha256 of its parameters: [0-9a-f]{64}\n$/);
  const { model, record } = await loadModel(folder.path("plain.safetensors"));
  expect(model.definition.layers.map(({ activation }) => activation)).toEqual([
    "sigmoid",
    "sigmoid",
    "softmax",
  ]);
  expect(record).toMatchObject({ seed: 1, epochs: 3, steps: 18, batch: 32, trainingExamples: 180 });
});

test("schedule, loss and patience are told of, and stand in the file and its summary", async () => {
  const out = folder.path("patient.safetensors");
  const options = ["--lr", "0.3", "--epochs", "40", "--schedule", "step:5:0.5", "--warm-up", "4"];
  const more = ["--patience", "2", "--class-weights", "balanced", "--label-smoothing", "0.1"];
  const { code, stdout, stderr } = await akari(trainTo("patient.safetensors", ...options, ...more));
  expect(code).toBe(0);
  expect(stderr).toContain(
    "\nLearning rate: step, times 0.5 after every 5 epochs, warm-up of 4 steps\n" +
      "Ends after 2 epochs without a lower validation loss\n",
  );
  expect(stderr).toMatch(/^epoch {2}1\/40 {2}loss .* validation loss .* rate 3\.00e-1 /m);
  expect(stdout).toMatch(/\nThe weights are those of epoch \d+, the best: validation loss \d/);
  expect(stdout).toMatch(/\nEnded early, after epoch \d+: 2 epochs without a lower validation loss\n/);
  const schedule = { name: "step", every: 5, factor: 0.5, warmUp: { steps: 4 } };
  const kept = {
    labelSmoothing: 0.1,
    classWeights: "balanced",
    earlyStopping: { patience: 2, monitor: "loss" },
  };
  expect((await loadModel(out)).record).toMatchObject({ schedule, ...kept });
  const summary = (await akari(["summary", out])).stdout;
  expect(summary).toContain("\nSchedule    step, times 0.5 after every 5 epochs, warm-up of 4 steps\n");
  expect(summary).toContain("\nLearned by  labels smoothed by 0.1; class weights balanced\n");
  expect(summary).toContain("\nEarly stop  by validation loss, patience 2 epochs\n");
  const json = jsonLines((await akari(trainTo("patient.safetensors", ...options, ...more, "--json"))).stdout);
  expect(json.at(-1)).toMatchObject({ event: "done", stopped: "early" });
  expect(json[1]).toMatchObject({ event: "epoch", epoch: 2, learningRate: 0.3 });
});

test.each([
  [["--monitor", "accuracy"], "--monitor would be ignored: it says what --patience waits for."],
  [
    ["--patience", "3", "--keep-best"],
    "--keep-best would be ignored: --patience keeps the best weights by itself.",
  ],
  [["--patience", "3", "--validation", "0"], "--validation 0 holds none out"],
  [["--label-smoothing", "0.1", "--loss", "mse"], "--label-smoothing would be ignored with --loss mse"],
  [["--class-weights", "1,2,x,4"], 'Each weight of --class-weights must be a number of 0 or more, not "x".'],
  [["--class-weights", "1,2"], "The option classWeights has 2 weights, but "],
])("%o is a mistake", async (options, sentence) => {
  const { code, stderr } = await akari(train("never.safetensors", ...options));
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});

test("lbfgs ends by itself and goes on from its checkpoint to the same weights", async () => {
  const out = folder.path("exact.safetensors");
  const exactly = (...more: string[]) =>
    akari(["train", data, "--layers", "none", "--optimizer", "lbfgs", "--weight-decay", "0.01", ...more]);
  const { code, stdout } = await exactly("--out", out, "--json");
  expect(code).toBe(0);
  const done = jsonLines(stdout).at(-1);
  expect(done).toMatchObject({ event: "done", stopped: "converged" });
  const { record, model } = await loadModel(out);
  expect(record).toMatchObject({ ended: "converged", batch: 200, engine: "reference" });
  expect(model.parameters[0].weight).toBeInstanceOf(Float64Array);
  const summary = await akari(["summary", out]);
  expect(summary.stdout).toMatch(/Length +\d+ steps of 200 examples, converged\n/);

  const short = folder.path("short.safetensors");
  await exactly("--out", short, "--epochs", "2", "--checkpoint", "1");
  const resumed = ["--resume", folder.path("short.checkpoint.safetensors"), "--epochs", "1000", "--json"];
  const rest = await akari(["train", ...resumed]);
  expect(jsonLines(rest.stdout).at(-1)).toMatchObject({ sha256: done?.sha256, steps: done?.steps });
  const text = await exactly("--out", short);
  expect(text.stdout).toMatch(/Converged after \d+ iterations\n(.*\n)?Saved/);
  const wrong = await exactly("--out", short, "--engine", "wasm");
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("computes in float64") });
});

test("what regularises a run stands in its file, and in the file's summary", async () => {
  const out = folder.path("regular.safetensors");
  const { code } = await akari(
    trainTo(
      "regular.safetensors",
      "--epochs",
      "1",
      "--dropout",
      "0.2,0.5",
      "--input-dropout",
      "0.1",
      "--l1",
      "1e-5",
      "--clip",
      "1",
      "--batch-norm",
    ),
  );
  expect(code).toBe(0);
  expect((await loadModel(out)).record).toMatchObject({
    dropout: [0.2, 0.5],
    inputDropout: 0.1,
    l1: 1e-5,
    clip: 1,
    batchNorm: true,
  });
  const { stdout } = await akari(["summary", out]);
  expect(stdout).toMatch(
    /^Regularised by dropout 0\.2 and 0\.5, input dropout 0\.1, L1 0\.00001, clip 1, batch normalisation$/m,
  );
  const wrong = await akari(trainTo("wrong.safetensors", "--dropout", "0.2,0.5,0.5"));
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("has 3 shares, but the network has 2 hidden layers");
});

test("--json: an object an epoch, then what was done", async () => {
  const out = "json.safetensors";
  const { code, stdout } = await akari(train(out, "--activation", "relu", "--json"));
  expect(code).toBe(0);
  const lines = jsonLines(stdout);
  expect(lines.map(({ event }) => event)).toEqual(["epoch", "epoch", "epoch", "done"]);
  expect(lines[1]).toMatchObject({
    epoch: 2,
    step: 12,
    loss: expect.any(Number),
    validationLoss: expect.any(Number),
    validationAccuracy: expect.any(Number),
    seconds: expect.any(Number),
    samplesPerSecond: expect.any(Number),
  });
  expect(lines[3]).toEqual({
    event: "done",
    loss: expect.any(Number),
    // Quarters of a picture are easily told apart.
    accuracy: 1,
    accuracyInterval: { from: expect.any(Number), to: 1 },
    macro: { precision: 1, recall: 1, f1: 1 },
    rocAuc: 1,
    logLoss: expect.any(Number),
    brier: expect.any(Number),
    steps: 18,
    seconds: expect.any(Number),
    samplesPerSecond: expect.any(Number),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    out: folder.path(out),
  });
});

test("the same seed gives the same weights and the same file, another seed does not", async () => {
  const hash = async (out: string, seed: string) => {
    const { stdout } = await akari(train(out, "--seed", seed, "--json"));
    return jsonLines(stdout).at(-1)?.sha256;
  };
  const first = await hash("seed-a.safetensors", "7");
  expect(await hash("seed-b.safetensors", "7")).toBe(first);
  expect(await hash("seed-c.safetensors", "8")).not.toBe(first);
  expect(readFileSync(folder.path("seed-b.safetensors"))).toEqual(
    readFileSync(folder.path("seed-a.safetensors")),
  );
});

test.each([
  [["--layers", "none"], [4], ["softmax"]],
  [
    ["--layers", "5", "--activation", "tanh", "--loss", "bce"],
    [5, 4],
    ["tanh", "sigmoid"],
  ],
  [
    ["--loss", "mse", "--output", "linear"],
    [16, 16, 4],
    ["sigmoid", "sigmoid", "linear"],
  ],
  [
    ["--loss", "mae"],
    [16, 16, 4],
    ["sigmoid", "sigmoid", "sigmoid"],
  ],
])("%j", async (options, units, activations) => {
  expect((await akari(train("shape.safetensors", "--steps", "1", ...options))).stderr).not.toContain(
    "akari:",
  );
  const { layers } = (await loadModel(folder.path("shape.safetensors"))).model.definition;
  expect(layers.map((layer) => layer.units)).toEqual(units);
  expect(layers.map((layer) => layer.activation)).toEqual(activations);
});

test("--steps stops within an epoch; alone, it is not cut short by the usual ten epochs", async () => {
  const short = jsonLines((await akari(train("steps.safetensors", "--steps", "8", "--json"))).stdout);
  expect(short.at(-1)?.steps).toBe(8);
  const args = trainTo("steps.safetensors", "--layers", "4", "--steps", "70", "--json");
  const long = jsonLines((await akari(args)).stdout);
  expect(long.at(-1)?.steps).toBe(70);
});

describe("--init", () => {
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units: 6, activation: "relu" },
      { units: 4, activation: "softmax" },
    ],
  });
  const start = folder.path("start.safetensors");
  const names = [
    { weight: "fc1.weight", bias: "fc1.bias" },
    { weight: "fc2.weight", bias: "fc2.bias" },
  ];
  beforeAll(() => save({ definition, parameters: initializeParameters(definition, 3) }, start, { names }));

  test("goes on with the file's network, and with its tensors' names", async () => {
    const { code, stderr } = await akari(train("on.safetensors", "--init", start));
    expect(stderr).toContain("784 → 6 → 4");
    expect(stderr).not.toContain("assumed");
    expect(code).toBe(0);
    const { model } = await loadModel(folder.path("on.safetensors"));
    expect(model.definition.layers[0].activation).toBe("relu");
    expect(readFileSync(folder.path("on.safetensors"), "latin1")).toContain('"fc2.bias"');
  });

  test("without a single change where the learning rate is zero", async () => {
    await akari(trainTo("still.safetensors", "--init", start, "--steps", "1", "--lr", "0"));
    const { model } = await loadModel(folder.path("still.safetensors"));
    expect(model.parameters).toEqual(initializeParameters(definition, 3));
  });

  describe("of weights without a description", () => {
    const foreign = folder.path("foreign.safetensors");
    const parameters = initializeParameters(definition, 3);
    const ones = { shape: [6], data: new Float32Array(6).fill(1) };
    beforeAll(() => {
      const tensors = new Map([
        ["fc1.weight", { shape: [6, 784], data: parameters[0].weight }],
        ["bn1.running_mean", ones],
        ["bn1.running_var", ones],
        ["fc2.weight", { shape: [4, 6], data: parameters[1].weight }],
      ]);
      writeFileSync(foreign, encodeSafetensors(tensors));
    });
    const NORM =
      "Its batch normalisation was taken to have PyTorch's epsilon of 1e-5, each between the layer of its number and " +
      "that layer's activation.";

    test.each([
      [
        [],
        " The activations are not in the file: sigmoid between layers and softmax at the output were assumed. " +
          "Say otherwise with --activation and --output.",
      ],
      [
        ["--activation", "relu"],
        " The activations are not in the file: softmax at the output was assumed. Say otherwise with --output.",
      ],
      [["--activation", "relu", "--output", "softmax"], ""],
    ])("says what was assumed, with %j", async (options, said) => {
      const args = trainTo("foreign-on.safetensors", "--init", foreign, "--steps", "1", ...options);
      const { code, stderr } = await akari(args);
      expect(code).toBe(0);
      expect(stderr).toContain(`${foreign}: ${NORM}${said}\n`);
    });
  });

  test.each([
    [["--layers", "16,16"], "784-6-4 network, but --layers needs a 784-16-16-4 one"],
    [["--layers", "none"], "784-6-4 network, but --layers needs a 784-4 one"],
  ])("%j contradicts it", async (options, sentence) => {
    const { code, stderr } = await akari(train("no.safetensors", "--init", start, ...options));
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe("an interruption", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s stops, saves, says where, and exits with %d", async (reason, exitCode) => {
    const out = `${reason}.safetensors`;
    const args = trainTo(out, "--epochs", "100000", "--json");
    const { code, stdout, stderr } = await akari(args, {
      onProgress: (text, interrupt) => {
        if (text.startsWith("epoch")) interrupt(reason);
      },
    });
    expect(code).toBe(exitCode);
    expect(stderr).toMatch(/Stopped after \d+ steps; the weights so far are in .*\.safetensors\.\n$/);
    const done = jsonLines(stdout).at(-1);
    expect(done).toMatchObject({ event: "done", stopped: "aborted", out: folder.path(out) });
    const { record } = await loadModel(folder.path(out));
    expect(record?.steps).toBe(done?.steps);
  });
});

test("a run that diverges names layer and step and keeps the last good weights", async () => {
  const out = folder.path("diverged.safetensors");
  const wild = [
    "--activation",
    "relu",
    "--loss",
    "mse",
    "--output",
    "linear",
    "--optimizer",
    "sgd",
    "--lr",
    "1e30",
  ];
  const { code, stdout, stderr } = await akari(trainTo("diverged.safetensors", ...wild));
  expect(code).toBe(2);
  expect(stdout).toBe("");
  const message = stderr.split("\n").at(-2);
  expect(message).toMatch(/^akari: .*step \d+.*layer \d/);
  expect(message).toContain(`saved in ${out}`);
  const { model } = await loadModel(out);
  for (const { weight } of model.parameters) expect(weight.every(Number.isFinite)).toBe(true);
});

describe("what is refused before anything is trained", () => {
  const other = folder.path("other.safetensors");
  test.each([
    [["train", "nowhere"], "There is no file or folder nowhere."],
    [["train", "minst"], "Did you mean mnist?"],
    [["train", data, "--out", folder.path("no/such/folder/m.safetensors")], "There is no folder"],
    [["train", data, "--out", data], "is a folder; name a file in it"],
    [["train", data, "--init", "gone.safetensors", "--out", other], "gone.safetensors"],
    [["train", data, "--output", "relu", "--out", other], "softmax output layer"],
    [["train", data, "--validation", "0.999", "--out", other], "none is left to learn from"],
  ])("akari %s", async (args, sentence) => {
    const { code, stdout, stderr } = await akari([...args]);
    expect(stderr).toContain(sentence);
    expect(stderr).toMatch(/^akari: [^\n]+\n$/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(existsSync(other)).toBe(false);
  });
});
