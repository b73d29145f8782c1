import { mnist } from "akari/node";
import { expect, test } from "vitest";
import { trainTo } from "../../training/train-to";
import { ASKED, accuracyOf, EARLIEST, GOOD, nineThrough, RATES, recipeOf, STEPS } from "./run";

/** `npm run test:lessons` takes the time for more. */
const SEEDS = process.env.AKARI_LESSONS === "all" ? [1, 7920, 47_515] : [7920];

test("of the learning rates the good one comes to what is asked for, no other does, and a 9 lights up", async () => {
  const { train, test: part } = await mnist();
  const { features, targets } = part;
  if (!(features.data instanceof Uint8Array) || targets.kind !== "classes") throw new TypeError("No MNIST.");
  const images = { images: features.data, labels: Uint8Array.from(targets.classes) };
  for (const seed of SEEDS)
    for (const choice of RATES.keys()) {
      const trained = await trainTo(train, recipeOf(seed, choice), STEPS);
      const accuracy = accuracyOf(trained);
      if (choice !== GOOD) expect(accuracy, `${RATES[choice]}, seed ${seed}`).toBeLessThan(ASKED - 4);
      else {
        expect(accuracy).toBeGreaterThan(ASKED + 1);
        const { activations } = (await nineThrough(trained.model, images)).layers[2];
        expect(activations.indexOf(Math.max(...activations))).toBe(9);
        expect(activations[9]).toBeGreaterThan(0.5);
      }
    }
});

test("not so early", async () => {
  const { train } = await mnist();
  for (const seed of SEEDS)
    expect(accuracyOf(await trainTo(train, recipeOf(seed, GOOD), EARLIEST))).toBeLessThan(ASKED - 3);
});
