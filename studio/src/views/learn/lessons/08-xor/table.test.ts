import { predict } from "akari";
import { expect, it } from "vitest";
import { answersOf, isSure, modelOf, mostAlone, networkFor, rightWithHidden } from "./network";
import { tablesOf } from "./table";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

it("one neuron gets three rows right at most, two hidden ones all four", () => {
  for (const seed of SEEDS) {
    const { first, second } = tablesOf(seed);
    expect(mostAlone(first)).toBe(3);
    expect(rightWithHidden(first)).toBe(4);
    expect(rightWithHidden(second)).toBe(4);
  }
});

it("the two rows that lie across have the same sum of z, whatever is set", () => {
  for (const seed of SEEDS) {
    for (const { rows } of [tablesOf(seed).first, tablesOf(seed).second]) {
      const [z1, z2, z3, z4] = rows.map(({ x, y }) => 7 * x - 3 * y + 2);
      expect(z1 + z4).toBeCloseTo(z2 + z3, 9);
      expect(rows[0].target).toBe(rows[3].target);
      expect(rows[1].target).toBe(1 - rows[0].target);
    }
  }
});

it("what the table shows is what the engine answers", async () => {
  for (const seed of SEEDS) {
    const { second } = tablesOf(seed);
    const neurons = networkFor(second);
    const { output } = answersOf(neurons, second);
    const outputs = await predict(
      modelOf(neurons),
      second.rows.map(({ x, y }) => [x, y]),
    );
    for (const [row, { target }] of second.rows.entries()) {
      expect(outputs[row]).toBeCloseTo(output[row], 5);
      expect(isSure(outputs[row], target)).toBe(true);
    }
  }
});
