import { defineModel } from "akari";
import { ACTIVATION_NAMES, type ActivationName, isElementwise } from "akari/model";
import { describe, expect, it } from "vitest";
import type { Language, Phrase } from "../i18n/language.svelte";
import { neuronSentence } from "./sentence";

const words = (language: Language) => ({
  say: <Args extends readonly unknown[]>(phrase: Phrase<Args>, ...args: Args): string => {
    const text = phrase[language];
    return typeof text === "string" ? text : text(...args);
  },
  number: (value: number) => String(value),
});

const digits = (hidden: ActivationName) =>
  defineModel({
    inputs: 784,
    layers: [
      { units: 16, activation: hidden },
      { units: 16, activation: hidden },
      { units: 10, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255, image: [28, 28] },
    labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  });
const columns = (units: number, activation: ActivationName, labels?: readonly string[]) =>
  defineModel({ inputs: 4, layers: [{ units, activation }], ...(labels === undefined ? {} : { labels }) });

describe("a neuron's sentence", () => {
  it("is that of its layer: pixels, lamps, a share of all outputs", () => {
    const [en, ja] = [words("en"), words("ja")];
    const model = digits("sigmoid");
    expect(neuronSentence(en, model, 1, 0)).toBe(
      "784 brightnesses, each times its weight, are added up and squashed to 0 to 1.",
    );
    expect(neuronSentence(ja, model, 1, 0)).toBe("784 個の明るさに重みを掛けて足し、0〜1 の明るさにします。");
    expect(neuronSentence(en, model, 2, 5)).toBe(
      "The brightnesses of 16 neurons, each times its weight, are added up and squashed to 0 to 1.",
    );
    expect(neuronSentence(en, model, 3, 7)).toBe(
      "The brightnesses of 16 neurons, each times its weight, are added up and compared with the other 9 outputs: the probability of “7”.",
    );
    expect(neuronSentence(ja, model, 3, 7)).toBe(
      "16 個のニューロンの明るさに重みを掛けて足し、ほかの 9 個の出力と比べて「7」の確率にします。",
    );
  });

  it("tells columns from pixels, and a value from a brightness", () => {
    const en = words("en");
    expect(neuronSentence(en, columns(1, "linear"), 1, 0)).toBe(
      "4 inputs, each times its weight, are added up; the sum is the answer.",
    );
    expect(neuronSentence(en, columns(1, "sigmoid", ["no", "yes"]), 1, 0)).toBe(
      "4 inputs, each times its weight, are added up and squashed to 0 to 1: the probability of “yes”.",
    );
    expect(neuronSentence(en, digits("relu"), 2, 0)).toBe(
      "The values of 16 neurons, each times its weight, are added up; a sum below 0 becomes 0.",
    );
    const single = defineModel({ inputs: 1, layers: [{ units: 1, activation: "tanh" }] });
    expect(neuronSentence(en, single, 1, 0)).toBe(
      "1 input is multiplied by its weight, then squashed to −1 to 1.",
    );
  });

  it("is another one for each activation function, and whole in both languages", () => {
    for (const [language, end] of [
      ["en", "."],
      ["ja", "。"],
    ] as const) {
      const said = ACTIVATION_NAMES.filter(isElementwise).map((name) =>
        neuronSentence(words(language), digits(name), 1, 0),
      );
      for (const sentence of said) {
        expect(sentence.endsWith(end)).toBe(true);
        expect(sentence).not.toMatch(/undefined|NaN| {2}/);
        expect(sentence.length).toBeLessThan(120);
      }
      // GELU and SiLU do the same, in other ways.
      expect(new Set(said).size).toBe(said.length - 1);
    }
  });
});
