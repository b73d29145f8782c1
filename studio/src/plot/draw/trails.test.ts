import fc from "fast-check";
import { expect, it } from "vitest";
import { placeLabels } from "./trails";

const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));

it("names of trails lie inside the picture, each beside its own line and off the others' names", () => {
  fc.assert(
    fc.property(fc.array(fc.array(place, { minLength: 1, maxLength: 30 }), { maxLength: 4 }), (lines) => {
      const halves = lines.map((_, i) => 20 + 6 * i);
      const labels = placeLabels(lines, halves, [0, 0, 300, 300]);
      expect(labels).toHaveLength(lines.length);
      labels.forEach(([x, y], i) => {
        expect(x - halves[i]).toBeGreaterThanOrEqual(0);
        expect(x + halves[i]).toBeLessThanOrEqual(300);
        expect(Math.min(y, 300 - y)).toBeGreaterThanOrEqual(11);
        const near = Math.min(...lines[i].map(([px, py]) => Math.hypot(px - x, py - y)));
        expect(near).toBeLessThanOrEqual(2 * halves[i] + 20);
      });
    }),
  );
});
