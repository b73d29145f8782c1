import fc from "fast-check";
import { expect, it } from "vitest";
import { placeLabels } from "./trails";

/** How far a point is from a part of a line. */
function fromSegment([x, y]: number[], [ax, ay]: number[], [bx, by]: number[]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(ax + share * dx - x, ay + share * dy - y);
}

const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));

it("names of trails lie inside the picture, each beside its own line and off the others' names", () => {
  fc.assert(
    fc.property(fc.array(fc.array(place, { minLength: 1, maxLength: 30 }), { maxLength: 4 }), (lines) => {
      const halves = lines.map((_, i) => 20 + 6 * i);
      const labels = placeLabels(lines, halves, [0, 0, 300, 300]);
      expect(labels).toHaveLength(lines.length);
      labels.forEach(({ place: [x, y] }, i) => {
        expect(x - halves[i]).toBeGreaterThanOrEqual(0);
        expect(x + halves[i]).toBeLessThanOrEqual(300);
        expect(Math.min(y, 300 - y)).toBeGreaterThanOrEqual(11);
        const near = Math.min(...lines[i].map((to, n) => fromSegment([x, y], lines[i][n - 1] ?? to, to)));
        expect(near).toBeLessThanOrEqual(2 * halves[i] + 20);
        labels.slice(0, i).forEach(({ place: [u, v] }, other) => {
          const isBeside = Math.abs(x - u) >= halves[i] + halves[other];
          expect(isBeside || Math.abs(y - v) >= 22).toBe(true);
        });
      });
    }),
  );
});

it("a way that flies off has its name where it is still inside", () => {
  const away = Array.from({ length: 60 }, (_, i) => [150 + 100 * (-1.6) ** i, 150 + i]);
  const [label] = placeLabels([away as [number, number][]], [20], [0, 0, 300, 300]);
  expect(label.anchor.every((value) => value >= 0 && value <= 300)).toBe(true);
  expect(
    placeLabels(
      [
        [
          [400, 400],
          [900, -1e30],
        ],
      ],
      [20],
      [0, 0, 300, 300],
    ),
  ).toHaveLength(1);
});
