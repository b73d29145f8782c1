/**
 * @file Options that say which data there are and how to read and divide them.
 */

import {
  assignments,
  encodingName,
  flag,
  names,
  number,
  type OptionDefinition,
  oneOf,
  pictureSize,
  splitWay,
  text,
  textList,
  WITH_TORCHRUN,
  wholeNumber,
} from "./values.js";

/** What is for tables alone. */
const TABLE = ["table"] as const;

/** What a column of a table may hold. */
const COLUMN_KINDS = ["number", "category", "yes-no", "date"] as const;

export const DATA_OPTIONS = {
  target: {
    value: "COLUMN",
    help: "table: the column to predict; several, separated by commas: numbers, or labels that are each yes or no",
    default: "the last column",
    parse: names,
    kinds: TABLE,
    aliases: ["label", "y", "class-column", "output-column"],
  },
  ignore: {
    value: "COLUMNS",
    help: "table: columns not used as inputs, separated by commas",
    parse: names,
    kinds: TABLE,
    aliases: ["exclude", "drop", "skip"],
  },
  column: {
    value: "NAME=KIND",
    help: `table: what a column holds, if the guess is wrong: ${COLUMN_KINDS.join(", ")}; several, separated by commas`,
    parse: assignments(COLUMN_KINDS),
    kinds: TABLE,
    aliases: ["columns", "kind", "type", "dtype"],
  },
  group: {
    value: "COLUMN",
    help: "table: rows with the same value here stay in one part, such as those of one person",
    parse: text,
    kinds: TABLE,
    aliases: ["groups", "by"],
  },
  weight: {
    value: "COLUMN",
    help: "table: the column that says how much each row counts in the loss",
    parse: text,
    kinds: TABLE,
    aliases: ["sample-weight", "sample-weights", "weights-column"],
  },
  task: {
    value: "TASK",
    help: "table: classes or values, if the guess from the target is wrong",
    default: "from the target",
    parse: oneOf(["classes", "values"], { classification: "classes", regression: "values" }),
    kinds: TABLE,
    aliases: ["problem", "kind-of-task"],
  },
  scaling: {
    value: "NAME",
    help: "scaling of a table's numbers: standard (mean 0, standard deviation 1), min-max (0 to 1) or none",
    default: "standard",
    parse: oneOf(["standard", "min_max", "none"]),
    kinds: TABLE,
    aliases: ["scale", "scaler", "normalize", "standardize"],
  },
  degree: {
    value: "N",
    help: "table: add all products of up to N numbers as inputs, for curves",
    default: "1",
    parse: wholeNumber(1),
    kinds: TABLE,
    aliases: ["polynomial", "poly", "order"],
  },
  encoding: {
    value: "NAME",
    help: "table: its encoding, such as windows-1252 or shift_jis, if the guess is wrong",
    default: "found out",
    parse: encodingName,
    kinds: TABLE,
    aliases: ["charset", "codepage", "encode"],
  },
  decimal: {
    value: "MARK",
    help: "decimal mark of a table's numbers: point (1,234.5) or comma (1.234,5)",
    default: "as the table's cells tell",
    parse: oneOf(["point", "comma"], { ".": "point", ",": "comma" }),
    kinds: TABLE,
    aliases: ["decimal-separator", "dec", "thousands", "locale"],
  },
  missing: {
    value: "TEXTS",
    help: "table: the texts that mean a cell is missing, separated by commas; empty for none",
    default: "NA, NaN, None, null, ?, #N/A and the like",
    parse: textList,
    kinds: TABLE,
    aliases: ["na", "na-values", "null", "nan"],
  },
  size: {
    value: "HxW",
    help: "height and width of pictures, such as 28x28",
    default: "their own, where all are alike",
    parse: pictureSize,
    kinds: ["pictures"],
    aliases: ["image-size", "resize", "shape"],
  },
  as: {
    value: "FORM",
    help: "form of recordings: waveform, or log-mel (a spectrogram as the ear hears it)",
    default: "log-mel",
    parse: oneOf(["waveform", "log_mel"]),
    kinds: ["sounds"],
    aliases: ["sound", "features", "form", "input"],
  },
  "skip-bad": {
    help: "skip pictures and recordings that cannot be read, and count them",
    parse: flag,
    kinds: ["pictures", "sounds"],
    aliases: ["skip-errors", "ignore-errors"],
  },
  test: {
    value: "SHARE",
    help: "share of rows, pictures or recordings held out to test the finished model",
    default: "0.2, from 1,000 examples on 0.1",
    parse: number(0, 1),
    kinds: ["table", "pictures", "sounds"],
    aliases: ["test-size", "test-split", "test-share"],
  },
  split: {
    value: "WAY",
    help:
      "table: how rows are split: random, or time, which tests on the latest rows; time=COLUMN names the column of " +
      "dates or numbers to use",
    default: "random",
    parse: splitWay,
    kinds: TABLE,
    aliases: ["split-by", "chronological", "time", "time-column"],
  },
  folds: {
    value: "K",
    help: "cross-validation: train K times, each time testing on another K-th; the saved model learns from all data",
    parse: wholeNumber(2),
    aliases: ["cv", "kfold", "k-fold", "cross-validation"],
    ignoredWhen: [WITH_TORCHRUN],
  },
  validation: {
    value: "SHARE",
    help: "share of the training examples held out for validation",
    default: "0.1, for a table of fewer than 2,000 rows 0.2, for lbfgs 0",
    parse: number(0, 1),
    aliases: ["validation-split", "val", "valid"],
  },
} as const satisfies Record<string, OptionDefinition>;
