import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { seededRandom } from "../../../../kit/seeded";
import { readModel } from "../../../../models/load";
import type { Tools } from "../../lesson";
import { toolsOf } from "../../tools";
import { MOST, SURE } from "./bounds";
import { leadOf, paintByMap } from "./lead";
import { DENSITIES, noiseOf, picturesOf, WANTED } from "./pictures";

const SEEDS = Array.from({ length: 60 }, (_, i) => i * 104_729 + 1);

let tools: Tools;
beforeAll(async () => {
  const bytes = readFileSync(new URL("../../../../../../models/lamps.safetensors", import.meta.url));
  tools = await toolsOf((await readModel(new Uint8Array(bytes), "lamps.safetensors")).model, () =>
    Promise.reject(new Error("Nobody asks for images.")),
  );
});

test("the digit of every seed is read rightly where it belongs, and not where it is moved to", () => {
  for (const seed of SEEDS) {
    const { digit, moved } = picturesOf(seed);
    expect(tools.read(digit.pixels).label).toBe(String(digit.name));
    expect(leadOf(tools, digit.pixels, digit.name).share).toBeGreaterThan(0.98);
    expect(leadOf(tools, moved, digit.name).share).toBeLessThan(0.05);
  }
});

test("the map turns the digit with few pixels, also for somebody who takes not quite the best", () => {
  let turned = 0;
  for (const seed of SEEDS) {
    const { name, pixels } = picturesOf(seed).digit;
    const isTurned = (after: Uint8Array): boolean => tools.read(after).label !== String(name);
    expect(paintByMap(tools, pixels, name, -1, 6, isTurned), `seed ${seed}`).toBeDefined();
    const careless = { among: 20, choose: seededRandom(seed) };
    if (paintByMap(tools, pixels, name, -1, MOST, isTurned, careless) !== undefined) turned++;
  }
  expect(turned).toBeGreaterThanOrEqual(0.9 * SEEDS.length);
});

test("noise alone hardly ever is what is wanted, and half of the sparse noise is with a few pixels", () => {
  let [noises, sure] = [0, 0];
  for (const density of DENSITIES)
    for (let draw = 0; draw < 600; draw++) {
      const { label, probability } = tools.read(noiseOf(1, density, draw));
      noises++;
      if (probability >= SURE && WANTED.some((wanted) => label === String(wanted))) sure++;
    }
  expect(sure / noises).toBeLessThan(0.01);
  for (const wanted of WANTED) {
    const made = SEEDS.filter((seed) =>
      paintByMap(
        tools,
        noiseOf(seed, DENSITIES[0], 0),
        wanted,
        1,
        8,
        (pixels) => leadOf(tools, pixels, wanted).share >= SURE,
      ),
    );
    expect(made.length, String(wanted)).toBeGreaterThanOrEqual(0.4 * SEEDS.length);
  }
});
