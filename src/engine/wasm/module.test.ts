import { beforeEach, expect, test } from "vitest";
import { ACTIVATIONS } from "../../model/activations.js";
import { LOSSES } from "../../model/losses.js";
import { defineModel } from "../../model/model.js";
import { defineOptimizer, OPTIMIZERS } from "../../model/optimizers.js";
import { type Arena, layOut } from "./arena.js";
import { LAYER, PLAN, SOURCE, SOURCE_KINDS } from "./layout.js";
import { Kernels } from "./module.js";

const DEFINITION = defineModel({ inputs: 8, layers: [{ units: 8, activation: "linear" }] });

let kernels: Kernels;
let arena: Arena;
/** Addresses of a source of one row, and of a place for its number, its learning rate and its loss. */
let source: number;
let room: number;

beforeEach(async () => {
  kernels = await Kernels.create();
  arena = layOut(kernels, DEFINITION, 4, { optimizer: defineOptimizer("sgd") }, 1);
  arena.reserveEntries(8);
  kernels.write(arena.plan, PLAN, { smoothing: 0.5, beta1: 0.5, beta2: 0.5, epsilon: 1 });
  const rows = kernels.allocate(256);
  source = kernels.record(SOURCE, {
    kind: SOURCE_KINDS.DENSE_F32,
    data: rows,
    stride: 32,
    starts: rows,
    divideBy: 1,
    divided: rows,
    values: rows,
  });
  room = kernels.allocate(64);
});

const forward = (): void => kernels.call.forward(arena.plan, source, room, 1);
const train = (): number =>
  kernels.call.train(arena.plan, source, room, 1, 1, 1, 1, room + 8, room + 16, 0, 1);

/** A kind of id, those that there are, how to say one, and what reads it. */
const KINDS: readonly [string, readonly number[], (id: number) => void, () => void][] = [
  [
    "activation",
    Object.values(ACTIVATIONS).map(({ id }) => id),
    (activation) => kernels.write(arena.layerAt(arena.plan, 0), LAYER, { activation }),
    forward,
  ],
  [
    "loss",
    Object.values(LOSSES).map(({ id }) => id),
    (loss) => kernels.write(arena.plan, PLAN, { loss }),
    () => {
      forward();
      kernels.call.losses(arena.plan, 1);
    },
  ],
  [
    "optimizer",
    Object.values(OPTIMIZERS).flatMap((row) => ("id" in row ? [row.id] : [])),
    (optimizer) => kernels.write(arena.plan, PLAN, { optimizer }),
    train,
  ],
  ["kind of data", Object.values(SOURCE_KINDS), (kind) => kernels.write(source, SOURCE, { kind }), forward],
];

test.each(KINDS)("a number that stands for no %s traps", (_, ids, say, ask) => {
  for (const id of ids) {
    say(id);
    expect(ask).not.toThrow();
  }
  for (const id of [Math.max(...ids) + 1, 99, 2 ** 32 - 1]) {
    say(id);
    expect(ask).toThrow(WebAssembly.RuntimeError);
  }
});
