import { expect, it } from "vitest";
import { toMnistDataset } from "../../mnist/digits";
import { measure, parametersOf, SIZES } from "./sizes";

/** Images of which each digit has a row of its own. */
function rows(count: number) {
  const images = new Uint8Array(count * 784);
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 10);
  labels.forEach((label, n) => {
    images.fill(200 + (n % 50), n * 784 + 56 * label, n * 784 + 56 * label + 28);
  });
  return toMnistDataset("rows", images, labels);
}

it("has the parameters of each network counted by the library", () => {
  expect(SIZES.map(parametersOf)).toEqual([7850, 13_002, 101_770]);
});

it("measures each: the same seed gives the same accuracy, and progress ends at 1", async () => {
  const parts = { training: rows(2000), test: rows(100) };
  for (const hidden of SIZES) {
    const shares: number[] = [];
    const first = await measure(hidden, 1, parts, (share) => shares.push(share));
    expect(first).toMatchObject({ trainingImages: 2000, testImages: 100 });
    expect(shares.at(-1)).toBe(1);
    const again = await measure(hidden, 1, parts, () => {});
    expect(again.accuracy).toBe(first.accuracy);
  }
});
