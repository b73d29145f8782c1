import { expect, test } from "vitest";
import { randomGenerator } from "../model/random.js";
import { ElasticField } from "./elastic.js";

const SIDE = 28;

function draw(most: number, seed: number) {
  const random = randomGenerator(seed, "test");
  const field = new ElasticField(SIDE);
  field.draw(most, () => 2 * random.uniform() - 1);
  return field;
}

test("no pixel is moved farther than it may be", () => {
  for (let seed = 0; seed < 20; seed++) {
    for (const moved of [...draw(2, seed).across, ...draw(2, seed).down]) {
      expect(Math.abs(moved)).toBeLessThanOrEqual(2);
    }
  }
});

test("neighbours are moved together", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { across, down } = draw(1, seed);
    for (let i = 0; i < SIDE * (SIDE - 1); i++) {
      // A B-spline's slope is at most its control points' largest difference, 2, over their distance, 8 pixels.
      expect(Math.abs(across[i + SIDE] - across[i])).toBeLessThanOrEqual(2 / 8 + 1e-12);
      expect(Math.abs(down[i + SIDE] - down[i])).toBeLessThanOrEqual(2 / 8 + 1e-12);
    }
  }
});

test("fields differ, across and down too, and a seed gives its own again", () => {
  const field = draw(1, 1);
  expect(field.across).not.toEqual(field.down);
  expect(draw(1, 1).across).toEqual(field.across);
  expect(draw(1, 2).across).not.toEqual(field.across);
});
