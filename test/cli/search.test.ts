/**
 * @file A search as a command: the same winner with any number of trials at a time, killed or not, and a winner whose
 * command trains the same weights again. Several at a time are threads of dist/, which `npm test` builds first.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadModel } from "../../src/formats/files.node.js";
import { randomGenerator } from "../../src/model/random.js";
import { akari, makeFolder } from "./harness.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const folder = makeFolder();
const data = folder.path("houses.csv");
beforeAll(() => {
  const random = randomGenerator(3, "houses");
  const rows = Array.from({ length: 60 }, () => {
    const area = 30 + random.below(100);
    const rooms = 1 + random.below(5);
    return `${area},${rooms},${3 * area + 20 * rooms + random.below(10)},${area > 80 ? "large" : "small"}`;
  });
  writeFileSync(data, ["area,rooms,price,size", ...rows, ""].join("\n"));
});
afterAll(folder.remove);

const OVER = "lr=0.001..0.3,layers=4|8,4|none,optimizer=adam|sgd,momentum=0..0.9";
const args = (out: string, ...options: string[]): string[] => [
  ...[
    "search",
    data,
    "--target",
    "price",
    "--ignore",
    "size",
    "--over",
    OVER,
    "--trials",
    "8",
    "--epochs",
    "9",
  ],
  ...["--batch", "8", "--seed", "4", "--json", "--out", folder.path(out), ...options],
];

type Line = Record<string, unknown>;
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
/** All that does not depend on the machine or the file's name. */
const timeless = (text: string): Line[] =>
  linesOf(text).map(({ seconds, samplesPerSecond, out, ...rest }) => rest);

async function inProcess(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  const [code] = await once(child, "close");
  expect(code, stderr).toBe(0);
  return stdout;
}

test.each([["trained to the end"], ["with successive halving", "--halving", "3"]])(
  "%s: the same winner for 1, 2 and 4 at a time, and after a kill",
  async (name, ...options) => {
    const out = (parallel: number): string => `${name.length}-${parallel}.safetensors`;
    const one = await akari(args(out(1), "--parallel", "1", ...options));
    expect(one.code, one.stderr).toBe(0);
    const two = await inProcess(...args(out(2), "--parallel", "2", ...options));
    expect(timeless(two)).toEqual(timeless(one.stdout));

    const killed = args(out(4), "--parallel", "4", ...options);
    const child = spawn(process.execPath, [MAIN, ...killed], { stdio: "ignore" });
    const gone = once(child, "exit");
    const journal = folder.path(out(4).replace(".safetensors", ".search.json"));
    while (!existsSync(journal) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await gone;
    const known = JSON.parse(readFileSync(journal, "utf8")).trials.length;
    expect(known).toBeGreaterThan(0);
    const four = await inProcess(...killed);
    expect(timeless(four)).toEqual(timeless(one.stdout));
    expect(existsSync(folder.path(out(4).replace(".safetensors", ".search")))).toBe(false);
  },
);

test("the winner's command trains its weights again, and the file says how it was found", async () => {
  const { stdout, stderr } = await akari(args("winner.safetensors", "--parallel", "1"));
  const best = linesOf(stdout).find(({ event }) => event === "best");
  const done = linesOf(stdout).at(-1);
  const { record } = await loadModel(folder.path("winner.safetensors"));
  expect(record?.search).toEqual({
    over: OVER,
    trials: 8,
    by: "loss",
    score: best?.score,
    command: best?.command,
  });
  const words = String(best?.command).split(" ").slice(1);
  const again = await akari([...words, "--json", "--out", folder.path("again.safetensors")]);
  expect(linesOf(again.stdout).at(-1)?.sha256).toBe(done?.sha256);
  expect(stderr.match(/^trial \d {2}validation loss /gm)).toHaveLength(8);
  for (const [lang, sentence] of [
    ["en", `the best of 8 settings of ${OVER}, by the loss on the validation part`],
    ["ja", `${OVER} の範囲で 8 個の設定を試し、検証データでの損失が最も良いものを選択`],
  ] as const) {
    const page = folder.path(`${lang}.html`);
    await akari(["report", folder.path("winner.safetensors"), data, "--lang", lang, "--out", page]);
    expect(readFileSync(page, "utf8")).toContain(sentence);
  }
  const summary = await akari(["summary", folder.path("winner.safetensors")]);
  expect(summary.stdout).toContain(`Found by    8 trials over ${OVER}\n`);
  expect(summary.stdout).toContain(`Command     ${best?.command}\n`);
});

test("the table has the best first; the test part is scored once, for the winner", async () => {
  const words = args("table.safetensors", "--parallel", "1").filter((word) => word !== "--json");
  const { stdout, code } = await akari(words);
  expect(code).toBe(0);
  const [heads, ...rows] = stdout.split("\n\n")[0].split("\n");
  expect(heads.trim().split(/ {2,}/)).toEqual([
    "trial",
    "validation loss",
    "lr",
    "layers",
    "optimizer",
    "momentum",
    "time",
  ]);
  expect(rows).toHaveLength(8);
  const scores = rows.map((row) => Number(row.trim().split(/ {2,}/)[1]));
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
  expect(rows.filter((row) => row.includes(" adam ")).every((row) => row.includes("–"))).toBe(true);
  expect(stdout).toContain(`trial ${rows[0].trim().split(" ")[0]} has the best loss on the validation part`);
  expect(stdout).toContain("It is computed once, for this model alone.");
  expect(stdout.match(/test part: 12 examples/g)).toHaveLength(1);
});

test("Ctrl-C ends with what is best so far and says how to go on, to the same winner", async () => {
  let seen = 0;
  const stopped = await akari(args("stopped.safetensors", "--parallel", "1"), {
    onProgress(text, interrupt) {
      if (/^trial \d/.test(text) && ++seen === 3) interrupt("SIGINT");
    },
  });
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(
    /Stopped after 3 trials\. The best so far is trained by: akari train .*\nThe same command/,
  );
  expect(existsSync(folder.path("stopped.safetensors"))).toBe(false);
  const rest = await akari(args("stopped.safetensors", "--parallel", "1"));
  expect(rest.stderr).toContain("3 scores of trials are known from");
  const whole = await akari(args("whole.safetensors", "--parallel", "1"));
  expect(timeless(rest.stdout)).toEqual(timeless(whole.stdout));
});

test("an option that the default optimizer has no use for stands beside a search for the optimizer", async () => {
  const stdout = await inProcess(
    ...["search", data, "--target", "price", "--ignore", "size", "--over=--optimizer=sgd|nesterov"],
    ...[
      "--momentum",
      "0.5",
      "--epochs",
      "2",
      "--parallel",
      "2",
      "--json",
      "--out",
      folder.path("beside.safetensors"),
    ],
  );
  const trials = linesOf(stdout).filter(({ event }) => event === "trial");
  expect(trials.map(({ score }) => typeof score)).toEqual(["number", "number"]);
});

test("stopped before a trial has a score, it does not say that there is something to go on from", async () => {
  const out = folder.path("early.safetensors");
  const words = ["search", data, "--target", "price", "--ignore", "size", "--over", "lr=1e30|1e29"];
  const { code, stderr } = await akari([...words, "--optimizer", "sgd", "--parallel", "1", "--out", out], {
    onProgress(text, interrupt) {
      if (text.startsWith("trial ")) interrupt("SIGINT");
    },
  });
  expect(code).toBe(130);
  expect(stderr).toMatch(/Stopped after 1 trial\.\n$/);
});

test("by folds and the accuracy, which are of all but the test part", async () => {
  const out = folder.path("folds.safetensors");
  const words = ["search", data, "--target", "size", "--ignore", "price", "--over", "lr=0.01|0.1,layers=4|8"];
  const more = [
    "--epochs",
    "3",
    "--folds",
    "3",
    "--by",
    "accuracy",
    "--parallel",
    "1",
    "--json",
    "--out",
    out,
  ];
  const { code, stdout, stderr } = await akari([...words, ...more]);
  expect(code, stderr).toBe(0);
  const trials = linesOf(stdout).filter(({ event }) => event === "trial");
  expect(trials.map(({ of }) => of)).toEqual(Array(4).fill("validation accuracy"));
  const best = linesOf(stdout).find(({ event }) => event === "best");
  expect(best?.score).toBe(Math.max(...trials.map(({ score }) => Number(score))));
  expect(best?.command).not.toContain("--folds");
  const { record } = await loadModel(out);
  expect(record?.search).toMatchObject({ folds: 3, by: "accuracy", trials: 4 });
  expect(record?.split).toMatchObject({ test: 0.2, validation: 0.2 });
});

test("a trial that diverges is one with a sentence; where all do, it is the command's", async () => {
  const words = (over: string): string[] => [
    ...["search", data, "--target", "price", "--ignore", "size", "--over", over, "--optimizer", "sgd"],
    ...[
      "--activation",
      "relu",
      "--epochs",
      "2",
      "--parallel",
      "1",
      "--out",
      folder.path("diverged.safetensors"),
    ],
  ];
  const { code, stdout, stderr } = await akari(words("lr=0.01|1e30"));
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^Trial \d failed: .*(NaN|infinite|finite)/m);
  const all = await akari(words("lr=1e30|1e29"));
  expect(all.code).toBe(2);
  expect(all.stderr).toContain("All 2 trials failed, the first one so: ");
});

test.each([
  [["--halving", "3", "--folds", "3"], "leave one of them out"],
  [["--validation", "0"], "--validation 0 holds none out"],
  [["--by", "accuracy"], "Accuracy is of classes"],
  [["--target", "nothing"], "given twice"],
])("refuses %j", async (options, sentence) => {
  const { code, stderr } = await akari(args("refused.safetensors", "--parallel", "1", ...options));
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
  rmSync(folder.path("refused.search.json"), { force: true });
});

test("needs to be told what to search over", async () => {
  const { code, stderr } = await akari(["search", data]);
  expect(code).toBe(2);
  expect(stderr).toContain("akari search needs --over");
});
