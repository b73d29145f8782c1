import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../../../test/cli/harness.js";
import { openJournal } from "./journal.js";

const folder = makeFolder();
afterAll(folder.remove);

const OF = { data: "x.csv", "--epochs": "5" };
const TRIAL = { trial: 3, settings: { lr: 0.1 }, budget: 1, score: 0.5, of: "validation loss", seconds: 2 };

test("what was added is there again, all of it and once", async () => {
  const path = folder.path("a.json");
  const journal = await openJournal(path, OF);
  expect(journal.known).toEqual([]);
  const trials = [1, 2, 3].map((trial) => ({ ...TRIAL, trial, settings: { lr: trial / 10 } }));
  await Promise.all(trials.map((trial) => journal.add(trial)));
  const { score, ...failed } = { ...TRIAL, failure: "It diverged." };
  await journal.add(failed);
  expect((await openJournal(path, OF)).known).toEqual(trials);
  const again = await openJournal(path, OF);
  await again.add({ ...TRIAL, ended: true });
  expect((await openJournal(path, OF)).known).toEqual([...trials, { ...TRIAL, ended: true }]);
});

test("another search's file is refused, naming what differs", async () => {
  const path = folder.path("b.json");
  await (await openJournal(path, OF)).add(TRIAL);
  await expect(openJournal(path, { ...OF, "--epochs": "6" })).rejects.toThrow(
    `${path} is of another search: its --epochs is 5, and here it is 6.`,
  );
  await expect(openJournal(path, { data: "x.csv" })).rejects.toThrow(
    "its --epochs is 5, and here it is not given",
  );
});

test("what is no such file, or damaged, is refused and left as it is", async () => {
  const path = folder.path("c.json");
  await (await openJournal(path, OF)).add(TRIAL);
  const whole = readFileSync(path, "utf8");
  for (const text of [
    "",
    "{}",
    "[1]",
    whole.slice(0, -20),
    whole.replace("0.5", '"good"'),
    whole.replace('"search"', "1"),
  ]) {
    writeFileSync(path, text);
    await expect(openJournal(path, OF), text).rejects.toThrow("is where the search keeps what it has done");
    expect(readFileSync(path, "utf8")).toBe(text);
  }
});
