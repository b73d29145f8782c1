import { expect, test } from "vitest";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import { LOSS_NAMES } from "../../model/losses.js";
import { type KernelExports, Kernels } from "./module.js";

const create = (): Promise<Kernels> => Kernels.create({ shared: false, regularizes: false });

/** Calls with a number of one of these kinds: the last that there is, and the one behind it. */
const CALLS: readonly [string, number, (call: KernelExports, id: number) => unknown][] = [
  ["loss", LOSS_NAMES.length - 1, (call, id) => call.createPlan(1, 64, id)],
  [
    "activation",
    ACTIVATION_NAMES.length - 1,
    (call, id) => call.describeLayer(call.createPlan(1, 64, 0), 0, 1, 1, 1, id),
  ],
  ["optimizer", 4, (call, id) => call.setOptimizer(call.createPlan(1, 64, 0), id, 0, 0, 0, 0, 0, 0)],
  ["kind of data", 3, (call, id) => call.createSource(id, 0, 0, 0, 1, 0, 0, 0)],
];

test.each(CALLS)("a number that stands for no %s traps", async (_, last, ask) => {
  const { call } = await create();
  expect(() => ask(call, last)).not.toThrow();
  for (const id of [last + 1, 99, 2 ** 32 - 1]) expect(() => ask(call, id)).toThrow(WebAssembly.RuntimeError);
});
