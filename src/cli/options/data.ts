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
  wholeNumber,
} from "./values.js";

/** What is for tables alone. */
const TABLE = ["table"] as const;

/** What a column of a table may hold. */
const COLUMN_KINDS = ["number", "category", "yes-no", "date"] as const;

export const DATA_OPTIONS = {
  target: {
    value: "COLUMN",
    help: "of a table: what is to be learned; several with commas: numbers, or labels that are each yes or no",
    default: "the last column",
    parse: names,
    kinds: TABLE,
    aliases: ["label", "y", "class-column", "output-column"],
  },
  ignore: {
    value: "COLUMNS",
    help: "of a table: columns that are not inputs, with commas between them",
    parse: names,
    kinds: TABLE,
    aliases: ["exclude", "drop", "skip"],
  },
  column: {
    value: "NAME=KIND",
    help: `of a table: what a column holds, where the guess is wrong: ${COLUMN_KINDS.join(", ")}; several with commas`,
    parse: assignments(COLUMN_KINDS),
    kinds: TABLE,
    aliases: ["columns", "kind", "type", "dtype"],
  },
  group: {
    value: "COLUMN",
    help: "of a table: rows with the same value stay in one part, such as those of one person",
    parse: text,
    kinds: TABLE,
    aliases: ["groups", "by"],
  },
  weight: {
    value: "COLUMN",
    help: "of a table: how much each row counts",
    parse: text,
    kinds: TABLE,
    aliases: ["sample-weight", "sample-weights", "weights-column"],
  },
  task: {
    value: "TASK",
    help: "of a table: classes or values, where the guess from the target is wrong",
    default: "from the target",
    parse: oneOf(["classes", "values"], { classification: "classes", regression: "values" }),
    kinds: TABLE,
    aliases: ["problem", "kind-of-task"],
  },
  scaling: {
    value: "NAME",
    help: "of a table's numbers: standard (mean 0, deviation 1), min-max (0 to 1) or none",
    default: "standard",
    parse: oneOf(["standard", "min_max", "none"]),
    kinds: TABLE,
    aliases: ["scale", "scaler", "normalize", "standardize"],
  },
  degree: {
    value: "N",
    help: "of a table: inputs are also all products of up to N numbers, for curves",
    default: "1",
    parse: wholeNumber(1),
    kinds: TABLE,
    aliases: ["polynomial", "poly", "order"],
  },
  encoding: {
    value: "NAME",
    help: "of a table: what its text is in, such as windows-1252 or shift_jis, where the guess is wrong",
    default: "found out",
    parse: encodingName,
    kinds: TABLE,
    aliases: ["charset", "codepage", "encode"],
  },
  decimal: {
    value: "MARK",
    help: "of a table's numbers: what stands before decimals, point (1,234.5) or comma (1.234,5)",
    default: "as the table's cells tell",
    parse: oneOf(["point", "comma"], { ".": "point", ",": "comma" }),
    kinds: TABLE,
    aliases: ["decimal-separator", "dec", "thousands", "locale"],
  },
  missing: {
    value: "TEXTS",
    help: "of a table: the texts that say that a cell is missing, with commas between them; empty for none",
    default: "NA, NaN, None, null, ?, #N/A and the like",
    parse: textList,
    kinds: TABLE,
    aliases: ["na", "na-values", "null", "nan"],
  },
  size: {
    value: "HxW",
    help: "of pictures: their height and width, such as 28x28",
    default: "their own, where all are alike",
    parse: pictureSize,
    kinds: ["pictures"],
    aliases: ["image-size", "resize", "shape"],
  },
  as: {
    value: "FORM",
    help: "of recordings: waveform, or log-mel (a spectrogram as the ear hears it)",
    default: "log-mel",
    parse: oneOf(["waveform", "log_mel"]),
    kinds: ["sounds"],
    aliases: ["sound", "features", "form", "input"],
  },
  "skip-bad": {
    help: "go on without pictures and recordings that cannot be read, and count them",
    parse: flag,
    kinds: ["pictures", "sounds"],
    aliases: ["skip-errors", "ignore-errors"],
  },
  test: {
    value: "SHARE",
    help: "of a table's rows, of pictures or recordings: held out to test the finished model on",
    default: "0.2, from 1,000 examples on 0.1",
    parse: number(0, 1),
    kinds: ["table", "pictures", "sounds"],
    aliases: ["test-size", "test-split", "test-share"],
  },
  split: {
    value: "WAY",
    help:
      "of a table: how rows are dealt to the parts: random, or time, where the latest are tested on; time=COLUMN names " +
      "the column of dates or numbers that says when",
    default: "random",
    parse: splitWay,
    kinds: TABLE,
    aliases: ["split-by", "chronological", "time", "time-column"],
  },
  folds: {
    value: "K",
    help: "cross-validation: train K times, each time tested on another K-th; the saved model learns from all",
    parse: wholeNumber(2),
    aliases: ["cv", "kfold", "k-fold", "cross-validation"],
  },
  validation: {
    value: "SHARE",
    help: "of the training examples, held out to validate on",
    default: "0.1, for a table of fewer than 2,000 rows 0.2, for lbfgs 0",
    parse: number(0, 1),
    aliases: ["validation-split", "val", "valid"],
  },
} as const satisfies Record<string, OptionDefinition>;
