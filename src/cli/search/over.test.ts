import { describe, expect, test } from "vitest";
import { requireSpace } from "../../training/search/space.js";
import { NETWORK_OPTIONS, TRAIN_OPTIONS } from "../options/training.js";
import { type OptionName, optionDefinition } from "../options.js";
import { parseArguments } from "../parse.js";
import { type OptionTexts, optionWords, parseOver, typed, withoutIgnored } from "./over.js";

const NONE: OptionTexts = new Map();
const given = (...options: [OptionName, string][]): OptionTexts => new Map(options);

test("ranges and choices, with lists among the choices", () => {
  expect(
    parseOver(
      "lr=0.0001..0.1, layers=16|32|64,16|none,batch=8..64,augment=rotation=8,shear=0.2|standard",
      NONE,
    ),
  ).toEqual({
    lr: { from: 0.0001, to: 0.1, scale: "log" },
    layers: ["16", "32", "64,16", "none"],
    batch: { from: 8, to: 64, scale: "log", whole: true },
    augment: ["rotation=8,shear=0.2", "standard"],
  });
  expect(parseOver("--dropout=0..0.5,--batch-norm=true|false", NONE)).toEqual({
    dropout: { from: 0, to: 0.5, scale: "linear" },
    "batch-norm": ["true", "false"],
  });
});

/** Two values of each option that has no range. */
const CHOICES: Partial<Record<OptionName, string>> = {
  activation: "relu|tanh",
  output: "softmax|sigmoid",
  loss: "cross_entropy|mse",
  optimizer: "sgd|adam",
  schedule: "cosine|step:5:0.5",
  "class-weights": "balanced|1,2",
  shuffle: "true|false",
  augment: "standard|rotation=8",
  monitor: "loss|accuracy",
  freeze: "1|2",
  "layer-rates": "0.1,1|1,1",
  "layer-weight-decay": "0,0.01|0.1,0.1",
};

describe.each(
  (Object.keys({ ...NETWORK_OPTIONS, ...TRAIN_OPTIONS }) as OptionName[]).filter(
    (name) => name !== "seed" && name !== "preset",
  ),
)("%s", (name) => {
  test("can be searched over, and its settings are options of train", () => {
    const { range, value } = optionDefinition(name);
    const ends = range?.whole ? "1..4" : range === undefined ? undefined : "0.1..0.5";
    const values = ends ?? (value === undefined ? "true|false" : CHOICES[name]);
    // What would be ignored with the default optimizer is searched over together with another.
    const space = parseOver(
      `${name}=${values}${name === "optimizer" ? "" : ",optimizer=sgd|momentum"}`,
      NONE,
    );
    requireSpace(space);
    const dimension = space[name];
    const settings = "from" in dimension ? [dimension.from, dimension.to] : dimension;
    for (const setting of settings) {
      const words = optionWords([
        [name, setting],
        ...(name === "optimizer" ? [] : [["optimizer", "sgd"] as const]),
      ]);
      expect(() => parseArguments("train", ["x.csv", ...words])).not.toThrow();
    }
  });
});

test.each([
  ["lr", "--over takes NAME=A..B or NAME=A|B|C"],
  ["rate=0.1..1", 'does not know "rate". Did you mean lr?'],
  ["target=a|b", "does not take target, which is no option of the network or its training"],
  ["seed=1|2", "does not take seed: its trials would be scored on different validation parts"],
  ["validation=0.1|0.2", "does not take validation: its trials would be scored"],
  ["preset=drawn|best", "does not take preset: search over the options that it sets"],
  ["lr=0.1..0.01", "The range of --over lr is empty: it goes from 0.1 to 0.01."],
  ["lr=0.1..0.1", "The range of --over lr is empty"],
  ["lr=0..0.1", "is logarithmic, so it begins above 0, not at 0"],
  ["lr=fast..slow", '--over lr must be a number of 0 or more, not "fast"'],
  ["lr=0.1", "--over lr has one value only: leave it out of the search, and say --lr 0.1."],
  ["lr=0.1|", "--over lr has an empty value."],
  ["lr=0.1|0.10", "--over lr has 0.10 twice."],
  ["lr=0|0.001..0.1", "a range, such as A..B, or choices, such as A|B|C, not both"],
  ["batch=1.5..8", '--over batch must be a whole number of 1 or more, not "1.5"'],
  ["layers=16,8..32", '--over layers goes from one number to another; "16,8" is none.'],
  ["layers=16|big", '"big" is not a whole number above 0'],
  ["activation=relu..tanh", "--over activation takes no range, for its values are no numbers"],
  ["activation=relu|softmax", '--over activation does not know "softmax"'],
  ["batch-norm=1..2", "name them, as batch-norm=true|false"],
  ["batch-norm=yes|no", '--over batch-norm is a choice of true|false, not "yes"'],
  ["dropout=0..1", '--over dropout must be a number from 0 to below 1, not "1"'],
  ["lr=0.1|0.2,lr=0.3|0.4", "--over names lr twice."],
  ["momentum=0..0.9", "--over momentum would be ignored with --optimizer adam"],
])("refuses %s", (text, sentence) => {
  expect(() => parseOver(text, NONE)).toThrow(sentence);
});

test("an option that is given is not searched over, and decides which others are", () => {
  expect(() => parseOver("lr=0.1..1", given(["lr", "0.1"]))).toThrow("--lr says what --over is to find");
  expect(() => parseOver("lr=0.1..1", given(["optimizer", "lbfgs"]))).toThrow(
    "would be ignored with --optimizer lbfgs",
  );
  expect(parseOver("momentum=0..0.9", given(["optimizer", "sgd"]))).toHaveProperty("momentum");
});

test("what another setting makes pointless is left out", () => {
  expect(withoutIgnored({ optimizer: "adam", momentum: 0.5, lr: 0.1 })).toEqual({
    optimizer: "adam",
    lr: 0.1,
  });
  expect(withoutIgnored({ optimizer: "sgd", momentum: 0.5 })).toEqual({ optimizer: "sgd", momentum: 0.5 });
  expect(withoutIgnored({ layers: "none", dropout: 0.5 })).toEqual({ layers: "none" });
  expect(withoutIgnored({ optimizer: "lbfgs", dropout: 0.5 })).toEqual({ optimizer: "lbfgs" });
});

test("words are typed so that a shell gives them back", () => {
  expect(typed(["akari", "train", "my data.csv", "--lr", "0.1"])).toBe("akari train 'my data.csv' --lr 0.1");
  expect(typed(["it's"])).toBe(`'it'\\''s'`);
  expect(typed([""])).toBe("''");
});
