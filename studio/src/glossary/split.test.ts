import fc from "fast-check";
import { expect, test } from "vitest";
import { findTerms, inLines, type Part, split } from "./split";
import { FORMS, OTHERS, TERM_IDS } from "./terms";

const LANGUAGES = ["en", "ja"] as const;
const ids = (text: string, language: "en" | "ja"): string[] => findTerms(text, language).map(({ id }) => id);
const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === "string" ? part : part.text)).join("");

test("the longest word is found, in any case and number", () => {
  expect(ids("Activation functions turn weighted sums z into activations.", "en")).toEqual([
    "activationFunction",
    "weightedSum",
    "activation",
  ]);
  expect(ids("重み付き和と重み、重み減衰", "ja")).toEqual(["weightedSum", "weight", "weightDecay"]);
  expect(ids("Validation accuracy on the test images", "en")).toEqual([
    "validationPart",
    "accuracy",
    "testPart",
  ]);
  expect(ids("終点の誤差 δ と SGD", "ja")).toEqual(["delta", "sgd"]);
});

test("nothing is found inside another word", () => {
  expect(ids("stepped, AdamW, sigmoidal, mean_squared_error, unbiased, 1step", "en")).toEqual([]);
  expect(ids("一層の工夫、高層、層化、バッチ正規化、ステップアップ、交差検証", "ja")).toEqual([]);
  expect(ids("第 2 層の重み", "ja")).toEqual(["layer", "weight"]);
  expect(ids("leaky ReLU", "en")).toEqual([]);
});

test("a word is dotted where it comes first", () => {
  expect(split("A weight is a weight.", "en")).toEqual([
    "A ",
    { id: "weight", text: "weight" },
    " is a weight.",
  ]);
});

test("every form is found, and as its own word", () => {
  for (const language of LANGUAGES) {
    for (const id of TERM_IDS) {
      for (const form of FORMS[id][language]) expect(ids(form, language), form).toEqual([id]);
    }
    for (const other of OTHERS[language]) expect(ids(other, language), other).toEqual([]);
  }
});

test("the parts are the text", () => {
  const words = LANGUAGES.flatMap((language) => [
    ...TERM_IDS.flatMap((id) => FORMS[id][language]),
    ...OTHERS[language],
  ]);
  const piece = fc.oneof(
    fc.constantFrom(...words),
    fc.string({ maxLength: 5 }),
    fc.constantFrom("、", " ", "層"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...LANGUAGES), (pieces, language) => {
      const text = pieces.join("");
      const parts = split(text, language);
      expect(textOf(parts)).toBe(text);
      expect(split(text, language)).toBe(parts);
      const found = parts.flatMap((part) => (typeof part === "string" ? [] : [part.id]));
      expect(new Set(found).size).toBe(found.length);
      expect(new Set(ids(text, language))).toEqual(new Set(found));
    }),
  );
});

test("a number stays with its unit, be it a word of the glossary", () => {
  expect(inLines(split("1 ステップで 0〜1 の値", "ja"))).toEqual([
    "1\u00a0",
    { id: "step", text: "ステップ" },
    "で 0\u2060〜\u20601\u00a0の値",
  ]);
});
