import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { ACTIVATION_NAMES } from "../../src/model/activations.js";
import { INITIALIZER_NAMES } from "../../src/model/initializers.js";
import { LOSS_NAMES } from "../../src/model/losses.js";
import { BATCH_OPTIMIZER_NAMES, defineOptimizer } from "../../src/model/optimizers.js";
import { ADDED, CONFIGURATIONS, REGULARIZED, ruleOf } from "./configurations.mjs";
import type { Outcome } from "./fixed-run.mjs";

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const readGolden = (): unknown => JSON.parse(readFileSync(program("golden.json"), "utf8"));

async function runNode(...args: string[]): Promise<Outcome> {
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

describe("the fixed run in Node", () => {
  // Where the numbers are meant to change, `npx vitest run test/runtimes --update` writes the new ones.
  test("gives the golden hashes", async () => {
    const { threads, hashes } = await runNode(program("run.mjs"), "1");
    await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot("golden.json");
    expect(threads).toBe(1);
  });

  test.each([2, 3, 4])("gives the same with %i threads", async (threads) => {
    expect(await runNode(program("run.mjs"), String(threads))).toEqual({ threads, hashes: readGolden() });
  });

  test("gives the same where flags make every text a module", async () => {
    const text = `import { fixedRun } from ${JSON.stringify(new URL("fixed-run.mjs", import.meta.url))};
      console.log(JSON.stringify(await fixedRun(2)));`;
    const outcome = await runNode("--input-type=module", "--eval", text);
    expect(outcome).toEqual({ threads: 2, hashes: readGolden() });
  });
});

describe("the fixed run trains with", () => {
  const configurations = Object.values({ ...CONFIGURATIONS, ...ADDED });
  const layers = configurations.flatMap((configuration) => configuration.layers);
  const used = {
    activation: layers.map(({ activation }) => activation),
    initializer: layers.map(({ initializer }) => initializer),
    loss: configurations.map(({ loss }) => loss),
  };

  test.each(ACTIVATION_NAMES)("the activation %s", (name) => expect(used.activation).toContain(name));
  test.each(INITIALIZER_NAMES)("the initialiser %s", (name) => expect(used.initializer).toContain(name));
  test.each(LOSS_NAMES)("the loss %s", (name) => expect(used.loss).toContain(name));
  test.each(BATCH_OPTIMIZER_NAMES)("the optimizer %s", (name) => {
    expect(configurations.map(({ optimizer }) => ruleOf(optimizer))).toContain(ruleOf(defineOptimizer(name)));
  });

  test.each(["dropout", "inputDropout", "l1", "clip", "batchNorm"] as const)("the option %s", (name) => {
    expect(Object.values(REGULARIZED).some(({ regularization = {} }) => name in regularization)).toBe(true);
  });
});
