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
