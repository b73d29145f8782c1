/**
 * @file The program's random numbers against Akari's, by Python's own library alone: its functions are taken out of the
 * file, for without PyTorch it cannot be imported.
 */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { dropoutKey, isDropped } from "../../src/engine/regularizers.js";
import { mix, permutation, randomGenerator } from "../../src/model/random.js";
import { plainPython } from "./python.js";

const PROGRAM = fileURLToPath(new URL("../../src/formats/torchrun/train.py", import.meta.url));

/** Runs a few lines after the program's functions of this kind. @returns what they print, as JSON */
function computed(lines: string): unknown {
  const code = `
import ast, json
tree = ast.parse(open(${JSON.stringify(PROGRAM)}, encoding="utf-8").read())
wanted = {"mix", "rotate", "words", "xoshiro", "permutation", "WORD", "STRIDE"}
names = lambda node: {getattr(node, "name", None)} | {target.id for target in getattr(node, "targets", []) if hasattr(target, "id")}
tree.body = [node for node in tree.body if names(node) & wanted]
exec(compile(tree, "train.py", "exec"))
${lines}
`;
  const { stdout, stderr, status } = spawnSync(plainPython ?? "", ["-c", code], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const SEEDS = [0, 1, -1, 7, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
const NAMES = ["shuffle/1", "chunks/12", "dropout/0", "ü"];

test.skipIf(plainPython === undefined)("its words are Akari's", () => {
  const ours = SEEDS.flatMap((seed) =>
    NAMES.map((name) => {
      const random = randomGenerator(seed, name);
      return Array.from({ length: 50 }, () => random.uint32());
    }),
  );
  const theirs = computed(`
from itertools import islice
print(json.dumps([list(islice(words(seed, name), 50)) for seed in ${JSON.stringify(SEEDS)} for name in ${JSON.stringify(NAMES)}]))`);
  expect(theirs).toEqual(ours);
});

test.skipIf(plainPython === undefined)("its orders are Akari's", () => {
  const counts = [1, 2, 3, 64, 65, 1000, 4097];
  const ours = counts.map((count) => Array.from(permutation(count, randomGenerator(3, "shuffle/2"))));
  expect(
    computed(
      `print(json.dumps([permutation(count, 3, "shuffle/2") for count in ${JSON.stringify(counts)}]))`,
    ),
  ).toEqual(ours);
});

test.skipIf(plainPython === undefined)("what dropout draws is Akari's", () => {
  const places = Array.from({ length: 200 }, (_, i) => [1 + i * 37, i % 33, (i * 7) % 300]);
  const key = dropoutKey(5, 1);
  const threshold = Math.floor(0.3 * 2 ** 32);
  const ours = places.map(([step, row, unit]) => isDropped(key, threshold, step, row, unit));
  const theirs = computed(`
key = next(words(5, "dropout/1"))
def drawn(step, row, unit):
    return mix((mix((mix((key + step * STRIDE) & WORD) + row * STRIDE) & WORD) + unit * STRIDE) & WORD)
print(json.dumps([drawn(*place) < ${threshold} for place in ${JSON.stringify(places)}]))`);
  expect(theirs).toEqual(ours);
  expect(ours.filter(Boolean).length).toBeGreaterThan(30);
  expect(computed("print(json.dumps([mix(n) for n in (0, 1, 2**31, 2**32 - 1)]))")).toEqual(
    [0, 1, 2 ** 31, 2 ** 32 - 1].map((n) => mix(n) >>> 0),
  );
});
