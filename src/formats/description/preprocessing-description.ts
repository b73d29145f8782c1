/**
 * @file Checks the part of a model's description that says how data become inputs, and outputs numbers.
 */

import { soundColumns } from "../../data/audio/encode.js";
import { tableWidth } from "../../data/table/inputs.js";
import { AkariError } from "../../error.js";
import type {
  ColumnPreprocessing,
  InputScaling,
  LogMelPreprocessing,
  Missing,
  OutputScaling,
  Preprocessing,
  Scaling,
  SoundPreprocessing,
  TablePreprocessing,
} from "../../model/preprocessing.js";
import {
  type JsonObject,
  optionalIn,
  requiredIn,
  requireFlag,
  requireList,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireWhole,
} from "./json.js";

/** @throws AkariError `invalid-model` naming what is wrong */
export function parsePreprocessing(value: unknown): Preprocessing {
  const stored = requireObject(value, "The model's preprocessing");
  const given = optionalIn(stored, (key) => key);
  return {
    divideBy: requireNumber(stored.divideBy, "The number that inputs are divided by"),
    ...given("scaling", parseInputScaling),
    ...given("takesBytes", (value) => requireOnly(value, true, "takesBytes")),
    ...given("image", parseImage),
    ...given("channels", (value) => requireOnly(value, 3, "The picture's channels")),
    ...given("table", parseTable),
    ...given("sound", parseSound),
    ...given("outputs", parseOutputs),
  };
}

/**
 * What is made of rows and recordings must be what the network takes. A table's products are made before any row is: a
 * small number in a file must not ask for many.
 *
 * @throws AkariError `invalid-model` where it is not
 */
export function requireInputs({ table, sound }: Preprocessing, inputs: number): void {
  if (table !== undefined) {
    // Where there is a number column, each degree adds an input at the least.
    const hasProducts = table.columns.some(({ kind }) => kind === "number");
    const isFar = hasProducts && (table.degree ?? 1) > inputs;
    const width = isFar ? Number.POSITIVE_INFINITY : tableWidth(table);
    if (width !== inputs) throw unfilled("of a row of its table", width, inputs);
  }
  if (sound !== undefined && soundColumns(sound) !== inputs) {
    throw unfilled("of a recording", soundColumns(sound), inputs);
  }
}

const unfilled = (what: string, width: number, inputs: number): AkariError =>
  new AkariError(
    "invalid-model",
    `The network takes ${inputs} inputs, but ${what} ${width === Number.POSITIVE_INFINITY ? "far more" : width} are made.`,
  );

function parseInputScaling(value: unknown): InputScaling {
  const stored = requireObject(value, "The inputs' scaling");
  return {
    precision: requireOneOf(stored.precision, ["float32", "float64"], "The precision of the inputs' scaling"),
    each: parseScalings(stored.each, "The inputs' scalings", "Input scaling"),
  };
}

function requireOnly<const T>(value: unknown, only: T, what: string): T {
  if (value !== only) throw new AkariError("invalid-model", `${what} must be ${only} or left out.`);
  return only;
}

function parseImage(value: unknown): readonly [number, number] {
  const sides = requireList(value, "The picture's size");
  if (sides.length !== 2) {
    throw new AkariError("invalid-model", "The picture's size must be two numbers: its height and width.");
  }
  return [
    requireWhole(sides[0], "The picture's height", 1),
    requireWhole(sides[1], "The picture's width", 1),
  ];
}

function parseTable(value: unknown): TablePreprocessing {
  const stored = requireObject(value, "The model's table");
  const given = optionalIn(stored, (key) => `The table's ${key}`);
  return {
    columns: requireList(stored.columns, "The table's columns").map(parseColumn),
    targets: requireList(stored.targets, "The table's targets").map((name) =>
      requireText(name, "Each target's name"),
    ),
    ...given("decimal", (value) =>
      requireOneOf<"point" | "comma">(value, ["point", "comma"], "The table's decimal mark"),
    ),
    ...given("missing", (value) => texts(value, "The table's missing cells")),
    ...given("degree", (value, what) => requireWhole(value, what, 1)),
    ...given("products", (value, what) => parseScalings(value, what, "Product")),
  };
}

function parseColumn(value: unknown, index: number): ColumnPreprocessing {
  const what = `Column ${index + 1}`;
  const stored = requireObject(value, what);
  const name = requireText(stored.name, `${what}'s name`);
  const kind = requireOneOf(stored.kind, ["number", "date", "yes-no", "category"], `${what}'s kind`);
  if (kind === "category") {
    const missing = parseMissing(stored.missing, what, requireText);
    return { name, kind, values: texts(stored.values, what), missing };
  }
  // JSON has no NaN: it is written as null.
  const missing = parseMissing(stored.missing, what, (fill, called) =>
    fill === null && kind === "number" ? Number.NaN : requireNumber(fill, called),
  );
  if (kind === "date") return { name, kind, ...parseScaling(stored, what), missing };
  if (kind === "number") {
    return { name, kind, ...parseUnit(stored, what), ...parseScaling(stored, what), missing };
  }
  const [no, yes, ...more] = texts(stored.values, what);
  if (yes === undefined || more.length > 0)
    throw new AkariError("invalid-model", `${what} must have two values.`);
  return { name, kind, values: [no, yes], missing };
}

const texts = (value: unknown, what: string): string[] =>
  requireList(value, `${what}'s values`).map((item) => requireText(item, `Each of ${what}'s values`));

function parseMissing<Value>(
  value: unknown,
  what: string,
  parse: (fill: unknown, what: string) => Value,
): Missing<Value> {
  const stored = requireObject(value, `${what}'s stand-in for missing cells`);
  return {
    fill: parse(stored.fill, `${what}'s stand-in for missing cells`),
    indicator: requireFlag(stored.indicator, `${what}'s indicator`),
  };
}

const parseUnit = ({ unit }: JsonObject, what: string): { unit?: string } =>
  unit === undefined ? {} : { unit: requireText(unit, `${what}'s unit`) };

function parseScaling(stored: JsonObject, what: string): Scaling {
  return {
    shift: requireNumber(stored.shift, `${what}'s shift`),
    scale: requireNumber(stored.scale, `${what}'s scale`, Number.MIN_VALUE),
  };
}

const parseScalings = (value: unknown, what: string, each: string): Scaling[] =>
  requireList(value, what).map((item, i) =>
    parseScaling(requireObject(item, `${each} ${i + 1}`), `${each} ${i + 1}`),
  );

function parseSound(value: unknown): SoundPreprocessing {
  const stored = requireObject(value, "The model's sound");
  const form = requireOneOf(stored.form, ["waveform", "log-mel"], "The sound's form");
  const rate = requireWhole(stored.rate, "The sound's rate", 1);
  const scaling = parseScalings(stored.scaling, "The sound's scaling", "Scaling");
  const mel = form === "log-mel" ? parseMel(stored.mel) : undefined;
  const expected = mel?.bands ?? 1;
  if (scaling.length !== expected) {
    throw new AkariError(
      "invalid-model",
      `The sound must have ${expected} scalings, one for each band or one for a waveform, not ${scaling.length}.`,
    );
  }
  if (mel !== undefined) return { form: "log-mel", rate, mel, scaling };
  return { form: "waveform", rate, samples: requireWhole(stored.samples, "The sound's samples", 1), scaling };
}

function parseMel(value: unknown): LogMelPreprocessing["mel"] {
  const stored = requireObject(value, "The mel spectrogram");
  const entry = requiredIn(stored, (key) => `The spectrogram's ${key}`);
  const lowest = requireNumber(stored.lowest, "The spectrogram's lowest frequency", 0);
  const highest = requireNumber(stored.highest, "The spectrogram's highest frequency", 0);
  if (highest <= lowest) {
    throw new AkariError("invalid-model", "The spectrogram's highest frequency must be above its lowest.");
  }
  return {
    window: entry("window", requireWhole, 2),
    hop: entry("hop", requireWhole, 1),
    frames: entry("frames", requireWhole, 1),
    bands: entry("bands", requireWhole, 1),
    lowest,
    highest,
  };
}

function parseOutputs(value: unknown): OutputScaling[] {
  return requireList(value, "The model's outputs").map((item, i) => {
    const what = `Output ${i + 1}`;
    const stored = requireObject(item, what);
    const name = requireText(stored.name, `${what}'s name`);
    return { name, ...parseUnit(stored, what), ...parseScaling(stored, what) };
  });
}
