// @ts-check
/**
 * @file `npm run bench:webgpu`: how many examples a second the networks of networks.mjs learn from on the graphics card, beside
 * wasm on as many threads as help; and whether both come to the same loss. In turns, the median of some runs. It says where the
 * card begins to pay: no figure of one machine holds for another. Needs Akari alone, and in Node the package webgpu.
 *
 *     npm run bench:webgpu -- A C        only these networks
 *     npm run bench:webgpu -- --batch 1024
 */

import { parseArgs } from "node:util";
import { wasm, webgpu } from "../dist/engines.js";
import { defineModel, fit } from "../dist/index.js";
import { median } from "./measure.mjs";
import { NETWORKS } from "./networks.mjs";

const RUNS = 3;
/** Training goes on at least this long, in seconds: the first steps are slow, for shaders are compiled. */
const SECONDS = 4;

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { batch: { type: "string" }, seconds: { type: "string", default: String(SECONDS) } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(NETWORKS);
for (const name of names) {
  const network = NETWORKS[name];
  if (network === undefined) {
    console.error(`There is no network ${name}. Choose among ${Object.keys(NETWORKS).join(", ")}.`);
    process.exit(2);
  }
  const batch = values.batch === undefined ? network.batch : Number(values.batch);
  /** @type {Record<string, { rates: number[], losses: number[] }>} */
  const found = { wasm: { rates: [], losses: [] }, webgpu: { rates: [], losses: [] } };
  let note = "";
  for (let run = 0; run < RUNS; run++) {
    for (const engine of [wasm, webgpu]) {
      const { rate, loss, remark } = await train(network, batch, engine);
      found[engine.name].rates.push(rate);
      found[engine.name].losses.push(loss);
      note = remark ?? note;
    }
  }
  const [ofWasm, ofCard] = [median(found.wasm.rates), median(found.webgpu.rates)];
  const apart = Math.abs(found.wasm.losses[0] - found.webgpu.losses[0]) / found.wasm.losses[0];
  console.log(
    `${name} ${network.sizes.join("-")}, ${batch} a batch, ${network.optimizer.name}: wasm ${told(ofWasm)}, webgpu ${told(ofCard)} ` +
      `examples/s, ${(ofCard / ofWasm).toFixed(2)} ×; losses after ${network.checkedSteps} steps ${apart.toExponential(1)} apart`,
  );
  if (note !== "") console.log(`  ${note}`);
}

/**
 * @param {import("./networks.mjs").Network} network
 * @param {number} batch
 * @param {import("../dist/engines.js").Engine} engine
 * @returns {Promise<{ rate: number, loss: number, remark: string | undefined }>} the rate is that of the second half of the time
 */
async function train({ sizes, activation, optimizer, checkedSteps }, batch, engine) {
  const [inputs, ...units] = sizes;
  const rows = batch * 32;
  const data = Float32Array.from({ length: rows * inputs }, (_, i) => ((i * 7919) % 1021) / 1021);
  const classes = Uint8Array.from({ length: rows }, (_, i) => (i * 31) % 10);
  const definition = defineModel({
    inputs,
    layers: units.map((n, l) => ({ units: n, activation: l === units.length - 1 ? "softmax" : activation })),
  });
  const { name, ...constants } = optimizer;
  const end = new AbortController();
  const run = fit(
    definition,
    /** @type {import("../dist/index.js").Dataset} */ ({
      name: "dense numbers",
      features: { data, rows, columns: inputs },
      targets: { kind: "classes", classes, names: [..."0123456789"] },
      preprocessing: { divideBy: 1 },
    }),
    { ...constants, optimizer: name, batchSize: batch, epochs: 1e6, engine, signal: end.signal },
  );
  const begun = performance.now();
  let loss = Number.NaN;
  let before = 0;
  /** @type {{ step: number, at: number } | undefined} */
  let half;
  let last = { step: 0, at: begun };
  for await (const event of run) {
    if (event.type !== "progress") continue;
    const at = performance.now();
    if (before < checkedSteps && event.step >= checkedSteps) loss = event.losses[checkedSteps - before - 1];
    before = event.step;
    last = { step: event.step, at };
    if (at - begun > Number(values.seconds) * 500) half ??= last;
    // At least a step in the second half.
    if (
      at - begun > Number(values.seconds) * 1000 &&
      event.step > (half?.step ?? 0) &&
      event.step >= checkedSteps
    )
      end.abort();
  }
  const { remark } = await run;
  const from = half ?? { step: 0, at: begun };
  return { rate: ((last.step - from.step) * batch * 1000) / (last.at - from.at), loss, remark };
}

/** @param {number} rate */
function told(rate) {
  return Math.round(rate).toLocaleString("en");
}
