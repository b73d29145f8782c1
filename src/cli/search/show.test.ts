import { expect, test } from "vitest";
import type { Trial } from "../../training/search/search.js";
import { chosenText, searchProgress, trialTable } from "./show.js";

const trial = (number: number, more: Partial<Trial>): Trial => ({
  ...{ trial: number, settings: { lr: 0.1, layers: "16,4" }, budget: 1, seconds: 2, of: "validation loss" },
  ...more,
});
const [FIRST, PART, FAILED] = [
  trial(2, { score: 0.25 }),
  trial(10, { score: 0.5, budget: 1 / 3, settings: { lr: 0.01 }, seconds: 75 }),
  trial(1, { failure: "The loss became NaN.\nIn layer 2." }),
];

test("the table has a column a setting, and a sentence for each trial that failed", () => {
  expect(trialTable([FIRST, PART, FAILED], "loss", (text) => text)).toEqual([
    "trial  validation loss  trained  lr    layers  time",
    "    2  0.2500           100%     0.1   16,4    2.00 s",
    "   10  0.5000           33%      0.01  –       1 min 15 s",
    "    1  failed           100%     0.1   16,4    2.00 s",
    "Trial 1 failed: The loss became NaN. In layer 2.",
  ]);
});

test("what the winner's score is worth is said as it is", () => {
  const result = { best: FIRST, trials: [FIRST, PART, FAILED], stopped: "finished" } as const;
  const [chosen, worth] = chosenText(result, { by: "accuracy", folds: 5, tested: false });
  expect(chosen).toBe("Of 3 trials, trial 2 has the best accuracy over 5 folds: 25.00%.");
  expect(worth).toContain("nothing was held out to test the winner on");
  expect(chosenText(result, { by: "loss", folds: undefined, tested: true })[1]).toContain(
    "for this model alone",
  );
});

/** @returns what a terminal, or a file, is written */
function shown(isTTY: boolean, isEven: boolean): string[] {
  const written: string[] = [];
  let now = 0;
  const stderr = { isTTY, columns: 100, write: (text: string) => written.push(text) };
  const progress = searchProgress(
    { stderr, env: { TERM: "xterm", NO_COLOR: "1" } },
    "loss",
    isEven,
    () => now,
  );
  progress.ended(trial(3, { score: 1 }), { done: 1, of: 5, best: trial(3, { score: 1 }) });
  progress.progress(2, 0);
  now = 1000;
  progress.progress(2, 0.5);
  now = 2000;
  progress.ended(FIRST, { done: 2, of: 5, best: FIRST });
  progress.end();
  return written;
}

test("known trials are not told of again, nor counted in how long others take", () => {
  const plain = shown(false, true);
  expect(plain).toEqual(["trial 2  validation loss 0.2500  lr 0.1  layers 16,4  2.00 s  the best so far\n"]);
  const live = shown(true, true).join("");
  expect(live).toContain("1 of 5 done  1 under way  best 1.0000 (trial 3)  7 s left  ");
  expect(live).toContain("2 of 5 done  0 under way  best 0.2500 (trial 2)  6 s left  ");
  expect(shown(true, false).join("")).not.toContain(" left");
});
