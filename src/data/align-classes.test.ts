import { describe, expect, it } from "vitest";
import { numberExamples } from "../../test/support/examples.js";
import { alignClasses } from "./align-classes.js";

describe("alignClasses", () => {
  const data = numberExamples([1, 2, 3], ["b", "c", "b"]);
  const all = data.encode(Uint32Array.of(0, 1, 2), data.prepare(Uint32Array.of(0, 1, 2)), "new.csv");

  it("numbers classes as the model does", () => {
    const { targets } = alignClasses(all, ["a", "b", "c"]);
    expect(targets).toEqual({ kind: "classes", classes: Uint32Array.of(1, 2, 1), names: ["a", "b", "c"] });
  });

  it("leaves those alone that are numbered so already", () => {
    expect(alignClasses(all, ["b", "c"])).toBe(all);
    expect(alignClasses(all, undefined)).toBe(all);
  });

  it("names classes that the model does not know", () => {
    expect(() => alignClasses(all, ["a", "b"])).toThrow(
      'new.csv has "c" among its classes; the model knows "a", "b".',
    );
  });
});
