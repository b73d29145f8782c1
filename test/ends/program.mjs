// @ts-check
/**
 * @file A short program that uses the library, as its argument says, and then has nothing more to do: it should end.
 * `node program.mjs '{"what":"fit","rows":1,"steps":1}'`. Under `node --test` it is a file of tests.
 */

/**
 * @typedef {object} Wish
 * @property {"fit" | "loop" | "abort" | "leave" | "fail" | "compile" | "evaluate"} what to do
 * @property {number} rows of the data
 * @property {number} steps
 * @property {number | "auto"} threads
 * @property {string} dist the folder of the built library, as an address
 */

/** @type {Wish} */
const wish = JSON.parse(process.argv[2] ?? process.env.AKARI_PROGRAM ?? "");
const { what, rows, steps, threads } = wish;
/** @type {typeof import("../../src/index.js")} */
const akari = await import(new URL("index.js", wish.dist).href);
/** @type {typeof import("../../src/model.js")} */
const { initializeParameters } = await import(new URL("model.js", wish.dist).href);

const network = akari.defineModel({
  inputs: 8,
  layers: [
    { units: 16, activation: "tanh" },
    { units: 1, activation: "linear" },
  ],
});
const inputs = Float32Array.from({ length: 8 * rows }, (_, i) => Math.sin(i));
/** @type {import("../../src/index.js").Dataset} */
const data = {
  name: "numbers",
  features: { rows, columns: 8, data: inputs },
  targets: { kind: "values", columns: 1, data: Float32Array.from({ length: rows }, (_, i) => Math.cos(i)) },
  preprocessing: { divideBy: 1 },
};
const options = { steps, threads, stepsPerEvent: 1 };

/** @type {Record<Wish["what"], () => Promise<any>>} */
const works = {
  fit: async () => akari.fit(network, data, { steps, threads }),
  async loop() {
    for await (const _ of akari.fit(network, data, { steps, threads }));
  },
  async abort() {
    const stop = new AbortController();
    const run = akari.fit(network, data, { ...options, signal: stop.signal });
    for await (const event of run) if (event.type === "progress") stop.abort();
  },
  async leave() {
    for await (const event of akari.fit(network, data, options)) if (event.type === "progress") break;
  },
  fail: async () =>
    akari.fit(network, data, { ...options, optimizer: { name: "sgd", learningRate: 1e30 } }).then(
      () => undefined,
      () => undefined,
    ),
  async compile() {
    const compiled = await akari.compile({
      definition: network,
      parameters: initializeParameters(network, 1),
    });
    return compiled.predict(inputs);
  },
  async evaluate() {
    const { model } = await akari.fit(network, data, { steps, threads });
    await akari.evaluate(model, data);
    await akari.predict(model, inputs);
    await akari.trace(model, inputs.subarray(0, 8));
  },
};

if (process.env.NODE_TEST_CONTEXT === undefined) {
  await works[what]();
  console.log("done");
} else {
  const { test } = await import("node:test");
  test("a short program", works[what]);
  test("and the same again", works[what]);
}
