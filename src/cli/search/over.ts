/**
 * @file What `--over` says: a space of options as one types them, checked by the options' own parsers, and the words of
 * `akari train` that a trial's settings are.
 */

import { AUGMENTATION_NAMES } from "../../data/augmentation.js";
import { nearest, shellWord } from "../../data/names.js";
import { invalidArgument } from "../../error.js";
import { NOT_SEARCHED } from "../../training/search/objectives.js";
import type { SearchSpace, Settings } from "../../training/search/space.js";
import { NETWORK_OPTIONS, TRAIN_OPTIONS } from "../options/training.js";
import { OPTIONS, type OptionName, optionDefinition } from "../options.js";
import { refuseIgnored } from "../parse.js";

/** Options of the command as they were typed; a flag's text is empty. */
export type OptionTexts = ReadonlyMap<OptionName, string>;

/** Options of training that no search goes over, and why. */
const REFUSED: Readonly<Partial<Record<OptionName, string>>> = {
  seed: NOT_SEARCHED.seed,
  validation: NOT_SEARCHED.validation,
  preset: "search over the options that it sets",
};

const SEARCHED = (Object.keys({ ...NETWORK_OPTIONS, ...TRAIN_OPTIONS }) as OptionName[]).filter(
  (name) => REFUSED[name] === undefined,
);

/** A range in the middle of a list of choices is none. */
const RANGE = /^([^|]+?)\.\.([^|]+)$/;

/**
 * The space that `--over` names. Choices are texts, ranges have numbers.
 *
 * @param fixed the other options of the search
 * @throws AkariError `invalid-argument` naming what is wrong
 */
export function parseOver(text: string, fixed: OptionTexts): SearchSpace {
  const space = new Map<OptionName, SearchSpace[string]>();
  for (const part of partsOf(text)) {
    const at = part.indexOf("=");
    if (at < 1) {
      throw invalidArgument(
        `--over takes NAME=A..B or NAME=A|B|C, with commas between them; "${part}" is neither.`,
      );
    }
    const name = optionCalled(part.slice(0, at).trim());
    if (space.has(name)) throw invalidArgument(`--over names ${name} twice.`);
    if (fixed.has(name))
      throw invalidArgument(`--${name} says what --over is to find: leave one of them out.`);
    space.set(name, dimensionOf(name, part.slice(at + 1).trim()));
  }
  for (const name of space.keys()) {
    refuseIgnored(name, fixed, (other) => space.has(other), `--over ${name}`);
  }
  return Object.fromEntries(space);
}

/** A comma parts two options where a name follows it; the amounts of `augment` have names, too. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (const piece of text.split(",")) {
    const [, name] = /^\s*(?:--)?([a-z][\w-]*)\s*=/i.exec(piece) ?? [];
    const isAmount =
      parts.at(-1)?.startsWith("augment=") === true && AUGMENTATION_NAMES.some((amount) => amount === name);
    if (parts.length > 0 && (name === undefined || isAmount)) parts[parts.length - 1] += `,${piece}`;
    else parts.push(piece.trim());
  }
  return parts;
}

function optionCalled(written: string): OptionName {
  const name = written.replace(/^--/, "") as OptionName;
  if (SEARCHED.includes(name)) return name;
  const why = REFUSED[name];
  if (why !== undefined) throw invalidArgument(`--over does not take ${name}: ${why}.`);
  if (Object.hasOwn(OPTIONS, name)) {
    throw invalidArgument(`--over does not take ${name}, which is no option of the network or its training.`);
  }
  const spellings = new Map<string, OptionName>();
  for (const known of SEARCHED) {
    for (const one of [known, ...(optionDefinition(known).aliases ?? [])]) spellings.set(one, known);
  }
  const meant = spellings.get(nearest(name, [...spellings.keys()])) ?? "lr";
  throw invalidArgument(
    `--over does not know "${written}". Did you mean ${meant}? It takes ${SEARCHED.join(", ")}.`,
  );
}

function dimensionOf(name: OptionName, values: string): SearchSpace[string] {
  const range = RANGE.exec(values);
  return range === null
    ? choicesOf(name, values.split("|"))
    : rangeOf(name, range[1].trim(), range[2].trim());
}

function rangeOf(name: OptionName, first: string, last: string): SearchSpace[string] {
  const { range, value } = optionDefinition(name);
  if (range === undefined) {
    const choices = value === undefined ? "true|false" : "A|B|C";
    throw invalidArgument(
      `--over ${name} takes no range, for its values are no numbers: name them, as ${name}=${choices}.`,
    );
  }
  const [from, to] = [first, last].map((end) => {
    OPTIONS[name].parse(end, `--over ${name}`);
    const number = Number(end);
    if (Number.isNaN(number))
      throw invalidArgument(`--over ${name} goes from one number to another; "${end}" is none.`);
    return number;
  });
  if (from >= to)
    throw invalidArgument(`The range of --over ${name} is empty: it goes from ${first} to ${last}.`);
  if (range.scale === "log" && from <= 0) {
    throw invalidArgument(
      `The range of --over ${name} is logarithmic, so it begins above 0, not at ${first}. To try ${first} too, name ` +
        `values: ${name}=${first}|${last}.`,
    );
  }
  return { from, to, ...range };
}

function choicesOf(name: OptionName, written: readonly string[]): readonly string[] {
  const choices = written.map((choice) => choice.trim());
  const seen = new Set<string>();
  for (const choice of choices) {
    if (choice.includes("..")) {
      throw invalidArgument(
        `--over ${name} takes a range, such as A..B, or choices, such as A|B|C, not both at once.`,
      );
    }
    const parsed = JSON.stringify(parsedChoice(name, choice));
    if (seen.has(parsed)) throw invalidArgument(`--over ${name} has ${choice} twice.`);
    seen.add(parsed);
  }
  if (choices.length > 1) return choices;
  throw invalidArgument(
    `--over ${name} has one value only: leave it out of the search, and say --${name} ${choices[0]}.`,
  );
}

function parsedChoice(name: OptionName, choice: string): unknown {
  if (choice === "") throw invalidArgument(`--over ${name} has an empty value.`);
  if (optionDefinition(name).value !== undefined) return OPTIONS[name].parse(choice, `--over ${name}`);
  if (choice === "true" || choice === "false") return choice;
  throw invalidArgument(`--over ${name} is a choice of true|false, not "${choice}".`);
}

/** Settings without those that another one of them makes pointless. */
export function withoutIgnored(settings: Settings): Settings {
  const isIgnored = (name: string): boolean =>
    (optionDefinition(name as OptionName).ignoredWhen ?? []).some(
      ({ option, is }) => option in settings && is.includes(String(settings[option]).toLowerCase()),
    );
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !isIgnored(name)));
}

/** Options as words of a command line. A flag is there or not. */
export function optionWords(options: Iterable<readonly [string, unknown]>): string[] {
  return [...options].flatMap(([name, value]) => {
    if (optionDefinition(name as OptionName).value === undefined) {
      return value === "false" ? [] : [`--${name}`];
    }
    // Behind a space it would be another option.
    return String(value).startsWith("--") ? [`--${name}=${value}`] : [`--${name}`, String(value)];
  });
}

/** Words as one types them in a shell. */
export const typed = (words: readonly string[]): string => words.map(shellWord).join(" ");
