// @ts-check
/**
 * @file `npm run bench:serve`: how many predictions `akari serve` answers over HTTP, how soon, and whether its memory
 * grows; beside a minimal server around ONNX Runtime for Node. See `--help`.
 *
 * The servers are processes of their own; this one asks them, by autocannon, over loopback with keep-alive.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { save } from "../dist/formats.js";
import { defineModel } from "../dist/index.js";
import { initializeParameters } from "../dist/model.js";
import { mnist } from "../dist/node.js";
import { median } from "./measure.mjs";

const HELP = `Usage: npm run bench:serve -- [options]

  --rounds N        rounds in which the servers are measured in turns (3)
  --seconds N       of each measurement (8)
  --connections N   that ask at once (16)
  --rate N          requests a second at which latency is measured (5000)
  --requests N      to Akari afterwards, while its memory is looked at (1000000; 0 for none)
  --help

Every request is one image of MNIST as JSON, for a network 784-16-16-10 of fresh weights. Asked: 10,000 requests a
second, and 20 ms for the 99th percentile at half that rate. Then it is measured how long others wait while Akari reads a
body of 7 MB.`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "8" },
    connections: { type: "string", default: "16" },
    rate: { type: "string", default: "5000" },
    requests: { type: "string", default: "1000000" },
    help: { type: "boolean", default: false },
  },
});
const IMAGES = 256;
/** Bytes of a long body. */
const LONG = 7e6;
/** Seconds. */
const WARM_UP = 3;
const [PORT, PEER_PORT] = [9321, 9322];
const AKARI = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const PEER = fileURLToPath(new URL("./contenders/onnxruntime-server.mjs", import.meta.url));

if (values.help) console.log(HELP);
else await main();

async function main() {
  const [rounds, seconds, connections, rate, amount] = [
    values.rounds,
    values.seconds,
    values.connections,
    values.rate,
    values.requests,
  ].map(Number);
  const folder = mkdtempSync(join(tmpdir(), "akari-bench-"));
  const servers = await startServers(folder);
  try {
    const bodies = await images();
    await compareAnswers(bodies);
    /** @type {{ name: string; url: string; most: number[]; p50: number[]; p99: number[] }[]} */
    const rates = servers.map(({ name, url }) => ({ name, url, most: [], p50: [], p99: [] }));
    for (const { url } of rates) await ask(url, bodies, { connections, duration: WARM_UP });
    for (let round = 0; round < rounds; round++) {
      for (const server of rates) {
        const full = await ask(server.url, bodies, { connections, duration: seconds });
        const half = await ask(server.url, bodies, { connections, duration: seconds, overallRate: rate });
        server.most.push(full.requests.average);
        server.p50.push(half.latency.p50);
        server.p99.push(half.latency.p99);
        console.log(
          `round ${round + 1}, ${server.name}: ${Math.round(full.requests.average)} requests/s; at ` +
            `${Math.round(half.requests.average)} a second p50 ${half.latency.p50} ms, p99 ${half.latency.p99} ms`,
        );
      }
    }
    console.log(
      `\n${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}; medians of ${rounds} rounds`,
    );
    for (const { name, most, p50, p99 } of rates) {
      console.log(
        `${name}: ${Math.round(median(most))} requests/s, p50 ${median(p50)} ms, p99 ${median(p99)} ms`,
      );
    }
    console.log(
      `Akari's rate over ONNX Runtime's: ${(median(rates[0].most) / median(rates[1].most)).toFixed(2)}`,
    );
    await besideLong(servers[0].url, bodies, connections, rounds);
    if (amount > 0) await growth(servers[0].url, bodies, connections, amount);
  } finally {
    for (const { child } of servers) child.kill();
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder for the models' files */
async function startServers(folder) {
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units: 16, activation: "sigmoid" },
      { units: 16, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255 },
  });
  const model = { definition, parameters: initializeParameters(definition, 1) };
  const files = { own: join(folder, "model.safetensors"), onnx: join(folder, "model.onnx") };
  await save(model, files.own);
  await save(model, files.onnx);
  const start = (/** @type {string[]} */ ...args) =>
    spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  return [
    {
      name: "Akari",
      url: `http://127.0.0.1:${PORT}`,
      child: start(AKARI, "serve", files.own, "--port", String(PORT)),
    },
    {
      name: "ONNX Runtime",
      url: `http://127.0.0.1:${PEER_PORT}`,
      child: start(PEER, files.onnx, String(PEER_PORT)),
    },
  ];
}

/**
 * How soon the others are answered while a long body is read.
 *
 * @param {string} url @param {readonly string[]} bodies @param {number} connections @param {number} rounds
 */
async function besideLong(url, bodies, connections, rounds) {
  const inputs = bodies.map((body) => JSON.stringify(JSON.parse(body).input));
  const copies = Math.ceil(LONG / inputs.join().length);
  const long = `{"inputs":[${Array.from({ length: copies }, () => inputs).flat()}]}`;
  const headers = { "Content-Type": "application/json" };
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const others = ask(url, bodies, { connections, duration: 2, overallRate: 1000 });
    const response = await fetch(`${url}/v1/predict`, { method: "POST", headers, body: long });
    await response.text();
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const { latency } = await others;
    console.log(
      `beside a body of ${(long.length / 1e6).toFixed(1)} MB, answered ${response.status} in ${seconds} s: ` +
        `others p50 ${latency.p50} ms, p99 ${latency.p99} ms, at most ${latency.max} ms`,
    );
  }
}

/** Requests' bodies: images of MNIST, pixels from 0 to 255. */
async function images() {
  const { features } = (await mnist()).test;
  return Array.from({ length: IMAGES }, (_, i) =>
    JSON.stringify({ input: Array.from(features.data.subarray(784 * i, 784 * (i + 1))) }),
  );
}

/**
 * Waits for both servers, and for their answers to be the same.
 *
 * @param {readonly string[]} bodies
 */
async function compareAnswers(bodies) {
  for (const body of bodies.slice(0, 16)) {
    const [ours, theirs] = await Promise.all([PORT, PEER_PORT].map((port) => answer(port, body)));
    const worst = Math.max(...ours.map((p, k) => Math.abs(p - theirs[k])));
    if (worst > 1e-5) throw new Error(`The servers' probabilities differ by ${worst}.`);
  }
}

/**
 * @param {number} port
 * @param {string} body
 * @returns {Promise<number[]>}
 */
async function answer(port, body) {
  const headers = { "Content-Type": "application/json" };
  for (let tries = 100; ; tries--) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/v1/predict`, { method: "POST", headers, body });
      return (await response.json()).predictions[0].probabilities;
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/**
 * @param {string} url
 * @param {readonly string[]} bodies
 * @param {Partial<import("autocannon").Options>} options
 */
async function ask(url, bodies, options) {
  const result = await autocannon({
    url: `${url}/v1/predict`,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    requests: bodies.map((body) => ({ body })),
    ...options,
  });
  if (result.errors + result.non2xx > 0) {
    throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} answers other than 200.`);
  }
  return result;
}

/**
 * A server's memory while it answers many requests.
 *
 * @param {string} url
 * @param {readonly string[]} bodies
 * @param {number} connections
 * @param {number} amount of requests
 */
async function growth(url, bodies, connections, amount) {
  const PARTS = 10;
  console.log(`\nAkari's memory while it answers ${amount} requests more, in MB:`);
  for (let part = 0; part <= PARTS; part++) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const bytes = Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
    console.log(`after ${(part * amount) / PARTS}: ${(bytes / 2 ** 20).toFixed(1)}`);
    if (part < PARTS) await ask(url, bodies, { connections, amount: Math.round(amount / PARTS) });
  }
}
