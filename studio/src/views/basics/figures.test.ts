import { describe, expect, it } from "vitest";
import { figure } from "./figures";

describe("figure", () => {
  it("has a fixed count of decimals and a true minus sign", () => {
    expect(figure(0.12345, 4)).toBe("0.1235");
    expect(figure(-3, 2)).toBe("−3.00");
  });

  it("stays short for what diverges", () => {
    expect(figure(1.6447e38, 4)).toBe("1.64×10³⁸");
    expect(figure(-2e5, 2)).toBe("−2.00×10⁵");
    expect(figure(Number.POSITIVE_INFINITY, 2)).toBe("Infinity");
  });
});
