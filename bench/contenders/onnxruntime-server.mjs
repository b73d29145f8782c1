// @ts-check
/**
 * @file A minimal server of predictions, as one writes it around ONNX Runtime for Node: `node onnxruntime-server.mjs
 * MODEL.onnx PORT`. It answers `{"input": [pixel, …]}` with probabilities, and does nothing else: no limits, no
 * checks, no log, no batches.
 */

import { createServer } from "node:http";
import runtime from "onnxruntime-node";

const [model, port] = process.argv.slice(2);
const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const [input] = session.inputNames;
const [output] = session.outputNames;

createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    const numbers = Uint8Array.from(JSON.parse(Buffer.concat(chunks).toString()).input);
    const outputs = await session.run({ [input]: new runtime.Tensor("uint8", numbers, [1, numbers.length]) });
    const probabilities = Array.from(/** @type {Float32Array} */ (outputs[output].data));
    const label = probabilities.indexOf(Math.max(...probabilities));
    const body = JSON.stringify({ predictions: [{ label: String(label), probabilities }] });
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
    });
    response.end(body);
  });
}).listen(Number(port), "127.0.0.1");
