import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { type Objective, search, type Trial } from "./search.js";

const SPACE = { x: { from: -1, to: 1 }, y: [0, 1, 2] } as const;
const score = ({ x, y }: { x: number; y: number }): number => (x - 0.3) ** 2 + y;

/** Trials end in an order that has nothing to do with that in which they began. */
const outOfOrder: Objective<{ x: number; y: number }> = async (settings, { trial, budget }) => {
  for (let turn = (trial * 7) % 5; turn >= 0; turn--) await Promise.resolve();
  return score(settings) / budget;
};

const timeless = (trials: readonly Trial[]) => trials.map(({ seconds, ...rest }) => rest);

describe.each([undefined, 2, 3])("with halving %s", (halving) => {
  const options = { trials: 18, seed: 5, ...(halving === undefined ? {} : { halving }) };

  test("as many at a time as may be, the result is the same", async () => {
    const one = await search(SPACE, outOfOrder, options);
    for (const parallel of [2, 4, 50]) {
      const many = await search(SPACE, outOfOrder, { ...options, parallel });
      expect(timeless(many.trials)).toEqual(timeless(one.trials));
      expect(many.best?.settings).toEqual(one.best?.settings);
    }
  });

  test("stopped anywhere and gone on with, the result is the same and nothing is done twice", async () => {
    const whole = await search(SPACE, outOfOrder, options);
    const rounds: Trial[] = [];
    await search(SPACE, outOfOrder, { ...options, onTrial: (trial) => void rounds.push(trial) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: rounds.length - 1 }),
        fc.constantFrom(1, 3),
        async (after, parallel) => {
          const stop = new AbortController();
          const known: Trial[] = [];
          let asked = 0;
          const counted: typeof outOfOrder = (settings, request) => {
            asked++;
            return outOfOrder(settings, request);
          };
          const begun = await search(SPACE, counted, {
            ...options,
            parallel,
            signal: stop.signal,
            onTrial: (trial, { done }) => {
              known.push(trial);
              if (done === after) stop.abort();
            },
          });
          expect(begun.stopped).toBe("aborted");
          asked = 0;
          const rest = await search(SPACE, counted, { ...options, known });
          expect(asked).toBe(rounds.length - known.length);
          expect(timeless(rest.trials)).toEqual(timeless(whole.trials));
        },
      ),
      { numRuns: 12 },
    );
  });
});

test("successive halving gives the best of each round more, and the winner has had a whole training", async () => {
  const budgets = new Map<number, number>();
  const states: unknown[] = [];
  const result = await search(
    SPACE,
    (settings, { budget, trial, state }) => {
      budgets.set(budget, (budgets.get(budget) ?? 0) + 1);
      states.push(state);
      return { score: score(settings), state: `${trial} with ${budget}` };
    },
    { trials: 9, halving: 3 },
  );
  expect([...budgets]).toEqual([
    [1 / 9, 9],
    [1 / 3, 3],
    [1, 1],
  ]);
  const order = result.trials.map(({ trial }) => trial);
  expect(states.slice(-1)).toEqual([`${order[0]} with ${1 / 3}`]);
  expect(result.best?.budget).toBe(1);
  expect(result.trials.map(({ budget }) => budget)).toEqual([1, 1 / 3, 1 / 3, ...Array(6).fill(1 / 9)]);
});

test("what has ended by itself is not asked again", async () => {
  let asked = 0;
  const { best } = await search(
    SPACE,
    (settings) => {
      asked++;
      return { score: score(settings), ended: true };
    },
    { trials: 8, halving: 2 },
  );
  expect(asked).toBe(8);
  expect(best).toMatchObject({ budget: 1, ended: true });
});

test("a trial that fails is one with a sentence, and the best of the others wins", async () => {
  const { best, trials } = await search(
    SPACE,
    ({ x, y }) => {
      if (y === 0) throw new AkariError("diverged", "The loss became NaN.");
      return y === 1 ? Number.NaN : x;
    },
    { trials: 12, direction: "maximize" },
  );
  expect(best?.score).toBe(Math.max(...trials.flatMap(({ score }) => score ?? [])));
  const failures = new Set(trials.flatMap(({ failure }) => failure ?? []));
  expect([...failures].sort()).toEqual(["Its score is NaN.", "The loss became NaN."]);
  expect(trials.at(-1)?.failure).toBeDefined();
  const all = search(SPACE, () => Promise.reject(new AkariError("diverged", "Oh no.")), { trials: 3 });
  await expect(all).rejects.toThrow("All 3 trials failed, the first one so: Oh no.");
  await expect(all).rejects.toMatchObject({ code: "diverged" });
});

test("scores of different things are not compared", async () => {
  const mixed = search(SPACE, ({ x, y }) => ({ score: x, of: `loss ${y}` }), { trials: 12 });
  await expect(mixed).rejects.toThrow(/Trial 1 has a score of loss \d, and trial \d one of loss \d/);
});

test.each([undefined, null, "0.5"])("a trial's score is no %o", async (answer) => {
  const none = search(SPACE, () => answer as never, { trials: 2 });
  await expect(none).rejects.toThrow(`The objective returned ${answer}, not the trial's score: a number`);
});

test("of equal scores the first trial's wins", async () => {
  const { trials } = await search(SPACE, () => 1, { trials: 5, parallel: 3 });
  expect(trials.map(({ trial }) => trial)).toEqual([1, 2, 3, 4, 5]);
});

test.each([
  [{ trials: 0 }, "The option trials must be a whole number of 1 or more, not 0."],
  [{ parallel: 1.5 }, "The option parallel must be a whole number of 1 or more, not 1.5."],
  [{ halving: 1 }, "The option halving must be a whole number of 2 or more, not 1."],
  [{ seed: 0.5 }, "The seed must be a whole number, not 0.5."],
  [{ direction: "up" }, "The option direction must be minimize or maximize, not up."],
  [
    { direction: "maximize" },
    "The option direction is maximize, but the objective's score is one to minimize.",
  ],
  [{ trial: 3 }, 'A search has no option "trial"'],
])("refuses %j", async (options, sentence) => {
  const objective = Object.assign(() => 1, { direction: "minimize" as const });
  await expect(search(SPACE, objective, options as object)).rejects.toThrow(sentence);
});
