import { AkariError } from "akari";
import { expect, test } from "vitest";
import { PieceError } from "../mnist/pieces";
import { failureOf, failures } from "./failure";

test("an error keeps its kind and its sentence", () => {
  expect(failureOf(new AkariError("invalid-file", "a.safetensors is cut short."))).toEqual({
    kind: "invalid-file",
    sentence: "a.safetensors is cut short.",
  });
  expect(failureOf(new PieceError("missing", "test-00.bin.gz")).kind).toBe("missing");
  expect(failureOf(new RangeError("odd"))).toEqual({ kind: "unexpected", sentence: "odd" });
});

test("in Japanese a sentence of the page's own leads, and the original follows as a detail", () => {
  for (const { en, ja } of Object.values(failures)) {
    expect(en("The detail.")).toContain("The detail.");
    expect(ja("The detail.")).toMatch(/^[^.]+。詳細（英語）：The detail\.$/);
  }
});
