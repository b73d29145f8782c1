import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { readModel } from "../../../../models/load";
import type { Tools } from "../../lesson";
import { paintedOver } from "../../paint/painted";
import { toolsOf } from "../../tools";
import { closeAlong, closed, decidersOf, isDecided, readHolding, WAYS } from "./flip";
import { closing, gapOf, threeOf } from "./three";

const SEEDS = Array.from({ length: 60 }, (_, i) => i * 104_729 + 1);

let tools: Tools;
beforeAll(async () => {
  const bytes = readFileSync(new URL("../../../../../../models/lamps.safetensors", import.meta.url));
  tools = await toolsOf((await readModel(new Uint8Array(bytes), "lamps.safetensors")).model, () =>
    Promise.reject(new Error("Nobody asks for images.")),
  );
});

test("the 3 of every seed is read as one, and the lines that close it lie in its gaps", () => {
  for (const seed of SEEDS) {
    const three = threeOf(seed);
    expect(tools.read(three.pixels).label).toBe("3");
    for (const gap of [0, 1] as const)
      for (const pixel of closing(three, gap, 1, 1).slice(1, -1)) expect(gapOf(three, pixel)).toBe(gap);
  }
  expect(threeOf(1).pixels).not.toEqual(threeOf(2).pixels);
});

test("closed pixel by pixel it becomes an 8 that one neuron decides, on every seed and in most ways", () => {
  const ways = WAYS.filter(({ width }) => width === 2);
  for (const seed of SEEDS) {
    const eight = paintedOver(threeOf(seed).pixels, closed(seed, tools));
    expect(isDecided(tools, eight)).toBe(true);
    expect(closed(seed, tools).length / 2).toBeLessThanOrEqual(25);
    expect(decidersOf(tools, eight).length).toBeLessThanOrEqual(6);
    // Where one way does not, somebody who undoes a little finds another.
    const found = ways.filter((way) => closeAlong(threeOf(seed), way, tools) !== undefined);
    expect(found.length).toBeGreaterThanOrEqual(5);
  }
});

test("a firm 8 is decided by no single neuron", () => {
  for (const seed of SEEDS) {
    const three = threeOf(seed);
    const line = ([0, 1] as const).flatMap((gap) => closing(three, gap, 0, 3));
    const firm = paintedOver(
      three.pixels,
      line.flatMap((pixel) => [pixel, 255]),
    );
    expect(readHolding(tools, firm, [])).toBe("8");
    expect(decidersOf(tools, firm).length, `seed ${seed}`).toBe(0);
  }
});
