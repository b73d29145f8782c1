/**
 * @file Labels that are each true or not, and rows that a model has learned from, as the command tells of them.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/formats/files.node.js";
import { akari, makeFolder } from "./harness.js";

const folder = makeFolder();
const table = folder.path("posts.csv");
const model = folder.path("posts.safetensors");

/** Whether a post is about sport, as 0 and 1, and whether it is news, as words. */
const LINES = Array.from({ length: 120 }, (_, i) => {
  const [a, b] = [((i * 7) % 23) - 11, ((i * 5) % 17) - 8];
  return `${a},${b},${Number(a + b > 0)},${b > 2 ? "yes" : "no"}`;
});
const write = (path: string, lines: readonly string[]): void =>
  writeFileSync(path, `a,b,sport,news\n${lines.join("\n")}\n`);

beforeAll(async () => {
  write(table, LINES);
  const { code, stderr, stdout } = await akari([
    ...["train", table, "--target", "sport,news", "--epochs", "30", "--seed", "2", "--out", model],
  ]);
  expect(stderr).toContain("Targets: labels that are each yes or no, sport, news.");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Exact match \d+\.\d\d% on .*: all 2 labels right in \d+ of 24 examples, loss/);
  expect(stdout).not.toMatch(/R²|Accuracy/);
});
afterAll(folder.remove);

describe("labels that are each yes or no", () => {
  test("are recorded as such", async () => {
    const { definition } = (await loadModel(model)).model;
    expect(definition).toMatchObject({ loss: "binary_cross_entropy", labels: ["sport", "news"] });
    expect(definition).not.toHaveProperty("exclusive");
    expect((await akari(["summary", model])).stdout).toMatch(/Predicts +whether each of 2 labels is true/);
  });

  test("are scored by evaluate, label by label, and never by R²", async () => {
    const { stdout } = await akari(["evaluate", model, table]);
    expect(stdout).toMatch(/^label +true of +right +precision +recall +F1 +ROC AUC$/m);
    const scores = JSON.parse((await akari(["evaluate", model, table, "--json"])).stdout);
    expect(scores.labels.map(({ label }: { label: string }) => label)).toEqual(["sport", "news"]);
    for (const key of ["exactMatch", "accuracy", "micro", "macro", "rocAuc"])
      expect(scores).toHaveProperty(key);
    for (const key of ["r2", "confusion", "outputs"]) expect(scores).not.toHaveProperty(key);
    const file = folder.path("counts.csv");
    await akari(["evaluate", model, table, "--confusion", file]);
    expect(readFileSync(file, "utf8")).toMatch(
      /^label,true_positives,false_positives,false_negatives,true_negatives\nsport,\d+,\d+,\d+,\d+\nnews,/,
    );
  });

  test("are answered one by one, as text, JSON and CSV, in whatever words the truth is written", async () => {
    const asked = folder.path("asked.csv");
    write(asked, ["10,8,TRUE,Y", "-10,-8,0,", "10,8,perhaps,no"]);
    const { stdout, stderr } = await akari(["predict", model, asked]);
    expect(stdout.split("\n")[0]).toMatch(/, row 2\tyes\t0\.\d{4}\tyes\t0\.\d{4}$/);
    expect(stderr).toContain("Columns: input, sport (yes or no, probability), news (yes or no, probability)");
    expect(stderr).toContain("All labels are right in 1 of 1 inputs that have them: 100.00%");
    const [first, second] = (await akari(["predict", model, asked, "--json"])).stdout.split("\n");
    expect(JSON.parse(first).labels).toMatchObject([
      { label: "sport", answer: true, actual: true },
      { label: "news", answer: true, actual: true },
    ]);
    expect(JSON.parse(second).labels[0]).toEqual({
      label: "sport",
      answer: false,
      probability: expect.any(Number),
    });
    const csv = (await akari(["predict", model, asked, "--csv"])).stdout.split("\n");
    expect(csv[0]).toBe("a,b,sport,news,predicted_sport,probability_sport,predicted_news,probability_news");
    expect(csv[2]).toMatch(/^-10,-8,0,,no,[\d.e-]+,no,[\d.e-]+$/);
  });

  test("are traced and reported", async () => {
    const { stdout } = await akari(["trace", model, table]);
    expect(stdout).toMatch(/sport .*% {2}(yes|no), (right|wrong)$/m);
    const out = folder.path("report.html");
    const { stdout: said } = await akari(["report", model, table, "--out", out, "--lang", "en"]);
    expect(said).toMatch(/^Exact match \d/);
    expect(readFileSync(out, "utf8")).toContain("Label by label");
  });

  test.each([
    [["--output", "linear"], "labels that are each yes or no, so the output layer is sigmoid, not linear"],
    [["--target", "sport,a", "--task", "classes"], "only where each is yes or no, and a is not"],
  ])("%j is refused", async (options, sentence) => {
    const target = options.includes("--target") ? [] : ["--target", "sport,news"];
    const { code, stderr } = await akari(["train", table, ...target, ...options, "--out", model]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe("rows that the model has learned from", () => {
  test("are counted by predict, whatever else is in the table", async () => {
    const { stderr } = await akari(["predict", model, table]);
    const [, known, all] =
      /(\d+) of (\d+) rows are among those that posts\.safetensors learned/.exec(stderr) ?? [];
    expect(all).toBe("120");
    // A row may occur twice, in the training part and in another.
    expect(Number(known)).toBeGreaterThanOrEqual(77);
    const others = folder.path("others.csv");
    write(others, ["100,100,1,yes", "-100,-100,0,no"]);
    expect((await akari(["predict", model, others])).stderr).not.toContain("among those");
  });

  test("are told of by evaluate where the table is not quite that which was learned from", async () => {
    const changed = folder.path("changed.csv");
    write(changed, LINES.with(50, "3,-3,1,yes"));
    const { stderr, stdout } = await akari(["evaluate", model, changed, "--json"]);
    expect(stderr).toMatch(
      /\d+ of 120 rows are among those that posts\.safetensors learned from, as they stand/,
    );
    expect(JSON.parse(stdout).knownRows).toBeGreaterThan(70);
    const held = await akari(["evaluate", model, table, "--json"]);
    expect(held.stderr).toBe("");
    const all = await akari(["evaluate", model, table, "--part", "all"]);
    expect(all.stderr).toContain("posts.safetensors has learned from these rows");
  });
});
