import { AkariError } from "akari";
import { expect, test } from "vitest";
import { PieceError } from "../mnist/pieces";
import { trouble, troubleOf } from "./failure";

test("an error keeps its kind and its sentence", () => {
  expect(troubleOf(new AkariError("invalid-file", "a.safetensors is cut short."))).toEqual({
    kind: "invalid-file",
    sentence: "a.safetensors is cut short.",
  });
  expect(troubleOf(new PieceError("missing", "test-00.bin.gz")).kind).toBe("missing");
  expect(troubleOf(new RangeError("odd"))).toEqual({ kind: "unexpected", sentence: "odd" });
});

test("in Japanese a sentence of the page's own leads, and the original follows as a detail", () => {
  for (const { en, ja } of Object.values(trouble)) {
    expect(en("The detail.")).toContain("The detail.");
    expect(ja("The detail.")).toMatch(/^[^A-Za-z]+。詳細\(英語\):The detail\.$/);
  }
});
