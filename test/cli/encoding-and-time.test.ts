/**
 * @file Tables of any encoding and with dates, through the commands: what is assumed is said, an option overrules it, and
 * the rows that a model was tested on are found again.
 */

import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { akari, makeFolder } from "./harness.js";

const { path, remove } = makeFolder();

beforeAll(() => {
  const cities = ["Málaga", "Córdoba", "León", "Sevilla"];
  const rows = Array.from({ length: 80 }, (_, i) => `${i % 9};${cities[i % 4]};${(i % 9) + 10 * (i % 4)}`);
  const text = `rooms;city;price\n${rows.join("\n")}\n`;
  writeFileSync(path("western.csv"), Buffer.from(text, "latin1"));
  writeFileSync(path("utf8.csv"), text);
  writeFileSync(
    path("late.csv"),
    Buffer.from(`rooms;city;price\n${"1;Sevilla;31\n".repeat(40_000)}2;Málaga;2\n`, "latin1"),
  );
  const days = Array.from({ length: 60 }, (_, i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    return `${day},${(i * 7) % 11},${(i * 7) % 11}.${i % 10}`;
  });
  writeFileSync(path("days.csv"), `date,x,y\n${days.join("\n")}\n`);
});
afterAll(remove);

const NOTE = 'Read as Windows-1252, such as "Málaga", "Córdoba", "León"; --encoding says otherwise.';

describe("--encoding", () => {
  test("what is assumed is said, once, by every command; a model knows the same words in any encoding", async () => {
    const model = path("western.safetensors");
    const train = ["train", path("western.csv"), "--layers", "none", "--seed", "1", "--out"];
    const trained = await akari([...train, model]);
    expect(trained.stderr.split(NOTE)).toHaveLength(2);
    for (const command of ["evaluate", "report", "predict", "trace"]) {
      const out = command === "report" ? ["--out", path("report.html")] : [];
      const { stderr, code } = await akari([command, model, path("western.csv"), ...out]);
      expect([command, code, stderr.split(NOTE).length]).toEqual([command, 0, 2]);
    }
    const predicted = await akari(["predict", model, path("utf8.csv")]);
    expect(predicted.stderr).not.toContain("Read as");
    const again = await akari(["predict", model, path("western.csv"), "--encoding", "latin1"]);
    expect(again.stderr).not.toContain("Read as");
    expect(again.stdout.replaceAll("western", "utf8")).toBe(predicted.stdout);
  });

  test("a row far below that needs it is read, and the rows above it are shown once", async () => {
    const { stdout, stderr } = await akari([
      "predict",
      path("western.safetensors"),
      path("late.csv"),
      "--csv",
    ]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(40_002);
    expect(stdout).toContain("2;Málaga;2");
    expect(stderr).toContain('Read as Windows-1252, such as "Málaga"; --encoding says otherwise.');
  });

  test("is kept with the model: its own table is read so again, another table as it is", async () => {
    const model = path("wrong.safetensors");
    const told = ["--encoding", "windows-1250"];
    await akari(["train", path("western.csv"), "--layers", "none", ...told, "--out", model]);
    const own = await akari(["evaluate", model, path("western.csv"), "--json"]);
    expect(JSON.parse(own.stdout).examples).toBe(16);
    const other = await akari(["evaluate", model, path("utf8.csv"), "--json"]);
    expect(JSON.parse(other.stdout).examples).toBe(80);
  });

  test.each([
    [["data", "days.csv", "--encoding", "klingon"], '--encoding does not know "klingon"'],
    [
      ["data", "western.csv", "--encoding", "utf-8"],
      "row 2 is not UTF-8. Correct it, or name another encoding",
    ],
  ])("%j", async ([command, file, ...options], message) => {
    const { code, stderr } = await akari([command, path(file), ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("--split time", () => {
  const train = (...more: string[]) =>
    akari(["train", path("days.csv"), "--epochs", "2", "--out", path("d.model"), ...more]);

  test("tests on the latest rows, says from when on, and evaluate finds them again", async () => {
    const trained = await train("--split", "time");
    expect(trained.stderr).toContain(
      "Split by date: validated on from 2024-02-08 on, tested on from 2024-02-18 on.",
    );
    expect(trained.stderr).not.toContain("Beware");
    const test = await akari(["evaluate", path("d.model"), path("days.csv"), "--json"]);
    expect(trained.stdout).toContain(`R² ${JSON.parse(test.stdout).r2.toFixed(4)}`);
    expect(JSON.parse(test.stdout).examples).toBe(12);
    const all = await akari(["evaluate", path("d.model"), path("days.csv"), "--part", "train", "--json"]);
    expect(JSON.parse(all.stdout).examples).toBe(38);
  });

  test("is proposed where dates rise from row to row", async () => {
    expect((await train()).stderr).toContain("Beware: date rises from row to row");
    const { stdout } = await akari(["data", path("days.csv"), "--json"]);
    expect(JSON.parse(stdout).warnings[0]).toContain("--split time=date");
  });

  test("folds test on later rows than they learn from", async () => {
    const { stderr, code } = await train("--split", "time=date", "--folds", "3");
    expect(code).toBe(0);
    expect(stderr.match(/Fold \d of 3: R² \S+ on 15 examples/g)).toHaveLength(3);
  });

  test("a run goes on from its checkpoint with the same parts", async () => {
    const run = ["--split", "time", "--seed", "4"];
    const to = (out: string, ...more: string[]) =>
      akari(["train", path("days.csv"), ...more, "--out", path(out)]);
    const checkpoint = path("stopped.checkpoint.safetensors");
    await to("stopped.safetensors", ...run, "--epochs", "2", "--checkpoint", "1epochs");
    const resumed = await to("on.model", "--resume", checkpoint, "--epochs", "4");
    const whole = await to("whole.model", ...run, "--epochs", "4");
    const hash = /sha256 of its parameters: (\w+)/;
    expect(hash.exec(resumed.stdout)?.[1]).toBe(hash.exec(whole.stdout)?.[1]);
    const other = await akari(["train", "--resume", checkpoint, "--split", "random"]);
    expect(other.stderr).toContain("--split random contradicts");
  });

  test.each([
    [["--split", "when"], '--split is random, time, or time=COLUMN, not "when"'],
    [["--split", "time=z"], 'has no column "z" to split by'],
    [["--split", "time", "--group", "x"], "cannot be split by time and in groups"],
    [["--split", "time", "--test", "0", "--validation", "0"], "--split would be ignored: with --test 0"],
  ])("%j", async (options, message) => {
    const { code, stderr } = await train(...options);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
