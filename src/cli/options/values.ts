/**
 * @file What there is to say of an option, and how its value is read: text in, a number or name out, or a sentence that says
 * what was expected. What a checkpoint or a model's file holds is written again here, too, as one types it.
 */

import {
  AUGMENTATION_NAMES,
  type AugmentationDefinition,
  DEFAULT_AUGMENTATION,
  defineAugmentation,
} from "../../data/augmentation.js";
import { nearest } from "../../data/names.js";
import { ENCODINGS, encodingCalled } from "../../data/table/encoding.js";
import { invalidArgument } from "../../error.js";
import {
  defineSchedule,
  SCHEDULE_NAMES,
  type ScheduleDefinition,
  type WarmUp,
} from "../../model/schedules.js";
import type { CheckpointInterval } from "../../training/checkpoint.js";
import type { TrainingOptionName } from "../../training/options.js";
import type { DataKind } from "../../training/recommend.js";

export interface OptionDefinition {
  /** How the help text calls the value; a flag, which takes none, has none. */
  readonly value?: string;
  readonly help: string;
  /** What holds when the option is left out, as it would be typed or in words; else as the option has it that it sets. */
  readonly default?: string;
  readonly parse: ValueParser<unknown>;
  /** Of an option that says how data are read: the kinds of data that it says something to. */
  readonly kinds?: readonly DataKind[];
  /** The training option that its value is, as it stands. Its row there says with which optimizers it goes. */
  readonly sets?: TrainingOptionName;
  /** How a search draws from a range of it; absent where its values are no numbers. */
  readonly range?: { readonly scale: "linear" | "log"; readonly whole?: true };
  /** Of a flag: what a run has without it. */
  readonly without?: string;
  /** A single letter for it. */
  readonly short?: string;
  /** What other programs call it, for suggestions. */
  readonly aliases?: readonly string[];
  /** Other options' values with which this one would do nothing. */
  readonly ignoredWhen?: readonly {
    readonly option: string;
    readonly is: readonly string[];
    readonly why: string;
  }[];
}

/** Of what is for a run of Akari's own. */
export const WITH_TORCHRUN = {
  option: "to",
  is: ["torchrun"],
  why: "it is for a run of Akari's own",
} as const;

export const flag: ValueParser<true> = () => true;

/** Ranges of shares, of rates and of whole numbers. */
export const LINEAR = { scale: "linear" } as const;
export const LOG = { scale: "log" } as const;
export const WHOLE = { scale: "linear", whole: true } as const;
export const WHOLE_LOG = { scale: "log", whole: true } as const;

/** Turns the text after `option` (written as on the command line, such as `--lr`) into a value. */
type ValueParser<T> = (text: string, option: string) => T;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number of at least `least` and, where given, below `limit`. */
export function number(least: number, limit = Number.POSITIVE_INFINITY): ValueParser<number> {
  const range =
    limit === Number.POSITIVE_INFINITY ? `of ${least} or more` : `from ${least} to below ${limit}`;
  return (text, option) => {
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value < limit) return value;
    throw invalidArgument(`${option} must be a number ${range}, not "${text}".`);
  };
}

/** A number above 0. */
export const positive: ValueParser<number> = (text, option) => {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw invalidArgument(`${option} must be a number above 0, not "${text}".`);
};

/** A whole number of at least `least`. */
export function wholeNumber(least: number): ValueParser<number> {
  return (text, option) => {
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw invalidArgument(`${option} must be a whole number of ${least} or more, not "${text}".`);
  };
}

/** `true` or `false`. */
export const boolean: ValueParser<boolean> = (text, option) => {
  if (text === "true") return true;
  if (text === "false") return false;
  throw invalidArgument(`${option} must be true or false, not "${text}".`);
};

/** A path, or anything else that is not empty. */
export const text: ValueParser<string> = (value, option) => {
  if (value !== "") return value;
  throw invalidArgument(`${option} needs a value.`);
};

/** Texts with commas between them, such as `NA,.`; none where it is empty. */
export const textList: ValueParser<readonly string[]> = (given) =>
  given === "" ? [] : given.split(",").map((one) => one.trim());

/**
 * One of some names, in any case and with `-` for `_`.
 *
 * @param short other spellings, each with the name that it stands for
 */
export function oneOf<const T extends string>(
  names: readonly T[],
  short: Readonly<Record<string, T>> = {},
): ValueParser<T> {
  return (given, option) => {
    const spelled = given.toLowerCase().replaceAll("-", "_");
    const name = names.find((known) => known === spelled) ?? short[spelled];
    if (name !== undefined) return name;
    throw invalidArgument(
      `${option} does not know "${given}". Did you mean ${nearest(spelled, names)}? ` +
        `It can be ${names.join(", ")}.`,
    );
  };
}

/** A number of threads, or `auto`. */
export const threadCount: ValueParser<number | "auto"> = (given, option) => {
  if (given.toLowerCase() === "auto") return "auto";
  const threads = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isSafeInteger(threads) && threads >= 1) return threads;
  throw invalidArgument(`${option} must be auto or a whole number of 1 or more, not "${given}".`);
};

const BYTES: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `500`, `500kB`, `8MB`, `1GB`; a kB has 1024 bytes. */
export const byteCount: ValueParser<number> = (given, option) => {
  const [, digits, unit = ""] = /^\s*(\d+)\s*(?:([kmg])i?b?|b)?\s*$/i.exec(given) ?? [];
  const bytes = Number(digits) * BYTES[unit.toLowerCase()];
  if (Number.isSafeInteger(bytes) && bytes >= 1) return bytes;
  throw invalidArgument(`${option} takes a number of bytes, such as 500kB or 8MB, not "${given}".`);
};

/** A port of a server, from 1 to 65535. */
export const portNumber: ValueParser<number> = (given, option) => {
  const port = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (port >= 1 && port <= 65535) return port;
  throw invalidArgument(`${option} must be a whole number from 1 to 65535, not "${given}".`);
};

/** `500` or `500steps`, `2epochs`. */
export const interval: ValueParser<CheckpointInterval> = (given, option) => {
  const [, digits, unit = "steps"] = /^\s*(\d+)\s*(steps?|epochs?)?\s*$/i.exec(given) ?? [];
  const count = Number(digits);
  if (Number.isSafeInteger(count) && count >= 1) {
    return /^step/i.test(unit) ? { steps: count } : { epochs: count };
  }
  throw invalidArgument(
    `${option} takes a number of steps, such as 1000, or of epochs, such as 2epochs; "${given}" is neither.`,
  );
};

/** The name of a schedule; of `step` with its epochs and its factor behind colons: `step:5:0.5`. */
export const schedule: ValueParser<ScheduleDefinition> = (given, option) => {
  const [name, every, factor, ...more] = given.split(":");
  const known = oneOf(SCHEDULE_NAMES)(name, option);
  if (more.length > 0 || (every !== undefined && known !== "step")) {
    throw invalidArgument(
      `${option} takes a name, or step with its epochs and its factor, as step:5:0.5; not "${given}".`,
    );
  }
  return defineSchedule(known, {
    every: every === undefined ? undefined : wholeNumber(1)(every, `The epochs of ${option} step`),
    factor: factor === undefined ? undefined : number(0)(factor, `The factor of ${option} step`),
  });
};

/** As the option `--schedule` takes it: `cosine`, `step:10:0.1`. */
export const scheduleText = (schedule: ScheduleDefinition): string =>
  schedule.name === "step" ? `step:${schedule.every}:${schedule.factor}` : schedule.name.replace("_", "-");

/** As the option `--warm-up` takes it: `500`, `2epochs`. */
export const warmUpText = (warmUp: WarmUp): string =>
  "steps" in warmUp ? String(warmUp.steps) : `${warmUp.epochs}epochs`;

const STANDARD = "standard";

/** `rotation=8,elastic=2,normalize`: what is left out is not done; or `standard`. */
export const augmentation: ValueParser<AugmentationDefinition> = (given, option) => {
  if (given.toLowerCase() === STANDARD) return DEFAULT_AUGMENTATION;
  const settings = given.split(",").map((part): [string, unknown] => {
    const [, written, value] = /^\s*([\w-]+)\s*(?:=\s*(\S+)\s*)?$/.exec(part) ?? [];
    const name = AUGMENTATION_NAMES.find((known) => known === written?.toLowerCase());
    if (name === undefined) {
      throw invalidArgument(
        `${option} does not know "${part.trim()}". Did you mean ${nearest(written ?? part, AUGMENTATION_NAMES)}? ` +
          `It takes ${STANDARD}, or amounts such as rotation=8,elastic=2; there are ${AUGMENTATION_NAMES.join(", ")}.`,
      );
    }
    if (name === "normalize") return [name, value === undefined || boolean(value, `${option} normalize`)];
    return [name, number(0)(value ?? "", `${option} ${name}`)];
  });
  return defineAugmentation(Object.fromEntries(settings));
};

/** As the option `--augment` takes it. */
export function augmentationText(amounts: AugmentationDefinition): string {
  return AUGMENTATION_NAMES.filter((name) => amounts[name] !== 0 && amounts[name] !== false)
    .map((name) => (name === "normalize" ? name : `${name}=${amounts[name]}`))
    .join(",");
}

/** `balanced`, or a number for every class: `1,5,2.5`. */
export const classWeights: ValueParser<"balanced" | readonly number[]> = (given, option) => {
  if (given.toLowerCase() === "balanced") return "balanced";
  return given.split(",").map((weight) => number(0)(weight.trim(), `Each weight of ${option}`));
};

/** Units of the hidden layers: `16,16`; an empty list for `none`. */
export const layerSizes: ValueParser<readonly number[]> = (given, option) => {
  if (given.toLowerCase() === "none") return [];
  return given.split(",").map((size) => {
    const units = /^\s*\d+\s*$/.test(size) ? Number(size) : Number.NaN;
    if (Number.isSafeInteger(units) && units >= 1) return units;
    throw invalidArgument(
      `${option} takes the hidden layers' sizes, such as 16,16, or none; "${size}" is not a whole number above 0.`,
    );
  });
};

/** Names of machines: `akari.example.org,akari.local`; in small letters, without ports. */
export const hostNames: ValueParser<readonly string[]> = listOf((given, option) => {
  if (/^[^\s/:@[\]]+$/.test(given)) return given.toLowerCase();
  throw invalidArgument(
    `${option} takes names such as akari.example.org, without port or path; "${given}" is none.`,
  );
});

/** Sites as browsers call them: `https://app.example.org,http://localhost:3000`, or `*`. */
export const origins: ValueParser<readonly string[]> = listOf((given, option) => {
  if (given === "*" || (URL.canParse(given) && new URL(given).origin === given)) return given;
  throw invalidArgument(
    `${option} takes origins such as https://app.example.org or http://localhost:3000, or *; "${given}" is none.`,
  );
});

/** Values separated by commas: `relu,softmax`. */
export function listOf<T>(parse: ValueParser<T>): ValueParser<readonly T[]> {
  return (given, option) => given.split(",").map((value) => parse(value.trim(), option));
}

/** Names with commas between them; a name in double quotes may have commas in it. */
export const names: ValueParser<readonly string[]> = (given, option) => {
  const found = [...given.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)]
    .map(([, quoted, plain]) => (quoted ?? plain ?? "").trim())
    .filter((name) => name !== "");
  if (found.length > 0) return found;
  throw invalidArgument(`${option} takes names of columns, with commas between them.`);
};

/** `NAME=KIND`, several with commas between them. */
export function assignments<const T extends string>(
  kinds: readonly T[],
): ValueParser<Readonly<Record<string, T>>> {
  return (given, option) =>
    Object.fromEntries(
      names(given, option).map((pair) => {
        const at = pair.lastIndexOf("=");
        const kind = kinds.find((known) => known === pair.slice(at + 1).trim());
        if (at > 0 && kind !== undefined) return [pair.slice(0, at).trim(), kind];
        throw invalidArgument(
          `${option} takes NAME=KIND, such as age=number; "${pair}" is not. Kinds are ${kinds.join(", ")}.`,
        );
      }),
    );
}

/** `28x28`, or `28` for a square. */
export const pictureSize: ValueParser<readonly [height: number, width: number]> = (given, option) => {
  const [, height, width = height] = /^\s*(\d{1,4})\s*(?:[x×]\s*(\d{1,4})\s*)?$/i.exec(given) ?? [];
  if (Number(height) >= 1 && Number(width) >= 1) return [Number(height), Number(width)];
  throw invalidArgument(`${option} takes a height and a width, such as 28x28, not "${given}".`);
};

/** A share from 0 to below 1, or a list of them: `0.2`, `0.2,0.5`. */
export const shares: ValueParser<number | readonly number[]> = (given, option) => {
  const list = given.split(",").map((share) => number(0, 1)(share.trim(), option));
  return list.length === 1 ? list[0] : list;
};

/** How many of the first layers, or which ones: `2`, `1,3`, `2-4`. */
export const layers: ValueParser<number | readonly number[]> = (given, option) => {
  if (/^\s*\d+\s*$/.test(given)) return Number(given);
  return given.split(",").flatMap((part) => {
    const [, first, last = first] = /^\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?$/.exec(part) ?? [];
    const count = Number(last) - Number(first) + 1;
    if (Number(first) >= 1 && count >= 1) return Array.from({ length: count }, (_, i) => Number(first) + i);
    throw invalidArgument(
      `${option} takes how many of the first layers, such as 2, or which layers, such as 1,3 or 2-4; not "${given}".`,
    );
  });
};

/** An encoding of text, by any of its names. */
export const encodingName: ValueParser<string> = (given, option) => {
  const encoding = encodingCalled(given);
  if (encoding !== undefined) return encoding;
  throw invalidArgument(`${option} does not know "${given}". It can be ${ENCODINGS}.`);
};

/** How rows are dealt to parts: `random`, `time`, or `time=` and a column. */
export const splitWay: ValueParser<"random" | "time" | `time=${string}`> = (given, option) => {
  const [, column] = /^time=(.+)$/is.exec(given) ?? [];
  if (column !== undefined) return `time=${column.trim()}`;
  const way = given.toLowerCase();
  if (way === "random" || way === "time") return way;
  throw invalidArgument(`${option} is random, time, or time=COLUMN, not "${given}".`);
};

/** The column that says when rows were, `true` for the only one of dates; nothing where they are dealt at random. */
export function timeColumn(way: ReturnType<typeof splitWay> | undefined): string | true | undefined {
  if (way === undefined || way === "random") return undefined;
  return way === "time" ? true : way.slice("time=".length);
}
