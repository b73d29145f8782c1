// @ts-check
/**
 * @file `npm run measure:drawings FILE [--model FILE]`: how many drawn digits a model reads correctly, and what it takes the others
 * for. The file has a JSON object a line, `{"label": 7, "writer": "…", "strokes": [[[x, y], …], …]}`, plain or with `.gz`.
 *
 * Half of the writers are for choosing: what they wrote may be looked at, to find ways of writing that the pen does not
 * know (src/data/digits/pen-styles.ts). Those of the other half are held back: only how many are read correctly is said,
 * and nothing is chosen by it. Nothing is ever learned from either. Which is which goes by the writers' names alone.
 * dist/ must be built.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { ROOT } from "./setup.mjs";

/** @typedef {{ label: number | string, writer: string, strokes: [number, number][][] }} Drawing */

/** How many confusions are listed. */
const LISTED = 12;

/**
 * The halves: in the order of their names, every second writer is held back.
 *
 * @param {readonly Drawing[]} drawings
 */
function inHalves(drawings) {
  const writers = [...new Set(drawings.map(({ writer }) => writer))].sort();
  const heldBack = new Set(writers.filter((_, i) => i % 2 === 1));
  return {
    choosing: drawings.filter(({ writer }) => !heldBack.has(writer)),
    heldBack: drawings.filter(({ writer }) => heldBack.has(writer)),
  };
}

/** @param {number} right @param {number} count */
const share = (right, count) => `${((100 * right) / count).toFixed(2)} % of ${count.toLocaleString("en-US")}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: "string", default: join(ROOT, "models/reader.safetensors") } },
});
if (positionals.length !== 1) {
  console.error("Say which file of drawings: npm run measure:drawings drawings.jsonl.gz");
  process.exit(2);
}

const { load } = await import("../dist/index.js");
const { fromStrokes } = await import("../dist/data.js");
const bytes = readFileSync(positionals[0]);
const text = (positionals[0].endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
/** @type {Drawing[]} */
const drawings = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [JSON.parse(line)]));
const model = await load(readFileSync(values.model));
const labels = model.model.definition.labels ?? [];

/** @param {Drawing} drawing */
function read({ strokes }) {
  const outputs = model.predict(fromStrokes(strokes));
  return labels[outputs.indexOf(Math.max(...outputs))];
}

const { choosing, heldBack } = inHalves(drawings);
/** @type {Map<string, number>} */
const wrong = new Map();
let right = 0;
for (const drawing of choosing) {
  const answer = read(drawing);
  if (answer === String(drawing.label)) right++;
  else wrong.set(`${drawing.label} as ${answer}`, (wrong.get(`${drawing.label} as ${answer}`) ?? 0) + 1);
}
console.log(`For choosing: ${share(right, choosing.length)} are read correctly.`);
for (const name of labels) {
  const own = choosing.filter(({ label }) => String(label) === name);
  const missed = [...wrong].reduce(
    (sum, [what, count]) => sum + (what.startsWith(`${name} `) ? count : 0),
    0,
  );
  console.log(`  ${name}: ${share(own.length - missed, own.length)}`);
}
const most = [...wrong].sort((a, b) => b[1] - a[1]).slice(0, LISTED);
console.log(`  most often wrong: ${most.map(([what, count]) => `${what} (${count})`).join(", ")}`);
const rightOfOthers = heldBack.filter((drawing) => read(drawing) === String(drawing.label)).length;
console.log(`Held back: ${share(rightOfOthers, heldBack.length)} are read correctly.`);
model.dispose();
