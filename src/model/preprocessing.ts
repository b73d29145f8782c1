/**
 * @file What lies between a person's data and a network: how raw inputs become the first layer's activations, and
 * how an output becomes a number in its own unit. Fitted on the training part, stored with the model as plain data,
 * applied again by whoever asks it.
 */

/** How a raw input becomes the first layer's activations. */
export interface Preprocessing {
  /**
   * Each raw value is divided by this: 255 for pixels stored as bytes, 1 for numbers used as they are. The engines do
   * this; what stands below has been done when numbers reach them.
   */
  readonly divideBy: number;
  /**
   * What the engines do to each value after that, in float64: the normalisation of another program's model, where its
   * numbers are so large beside their deviation that float32 weights could not hold it.
   */
  readonly scaling?: InputScaling;
  /**
   * Says that raw inputs are the bytes of pixels, 0 to 255, where `divideBy` is another number: a network of another
   * program's scales them itself.
   */
  readonly takesBytes?: true;
  /** Rows and columns of the picture whose pixels the inputs are, row by row. */
  readonly image?: readonly [height: number, width: number];
  /** 3 where each of the picture's pixels is red, green and blue side by side; grey where left out. */
  readonly channels?: 3;
  /** The columns of a table that the inputs were made of. */
  readonly table?: TablePreprocessing;
  /** The recording that the inputs were made of. */
  readonly sound?: SoundPreprocessing;
  /** For regression: what each output is called, and how it becomes a number in its own unit. */
  readonly outputs?: readonly OutputScaling[];
}

/** `input = (raw / divideBy − shift) / scale`, in float64. */
export interface InputScaling {
  /**
   * As what raw values are taken first. A program that computes in float32 rounds them so, and a feature that never
   * varied equals its mean only then.
   */
  readonly precision: "float32" | "float64";
  /** One for each input, or for as many as repeat along the inputs, as a picture's channels do. */
  readonly each: readonly Scaling[];
}

/** What the first layer takes in of a raw value. @param index which input */
export function inputOf({ divideBy, scaling }: Preprocessing, raw: number, index: number): number {
  if (scaling === undefined) return raw / divideBy;
  const { shift, scale } = scaling.each[index % scaling.each.length];
  return ((scaling.precision === "float32" ? Math.fround(raw) : raw) / divideBy - shift) / scale;
}

/** The raw value of which the first layer takes in this one. @param index which input */
export function rawOf({ divideBy, scaling }: Preprocessing, input: number, index: number): number {
  if (scaling === undefined) return input * divideBy;
  const { shift, scale } = scaling.each[index % scaling.each.length];
  return (input * scale + shift) * divideBy;
}
/** A pixel's highest level. */
export const BRIGHTEST = 255;

/** Whether the bytes of pixels may go into a network: it divides them by {@link BRIGHTEST}, or scales them itself. */
export const takesPixels = ({ divideBy, takesBytes }: Preprocessing): boolean =>
  divideBy === BRIGHTEST || takesBytes === true;

/** The raw value of an input that is as bright as can be, where it is a pixel. */
export const brightestInput = ({ divideBy, takesBytes }: Preprocessing): number =>
  takesBytes ? BRIGHTEST : divideBy;

/** `value = scale · output + shift`. */
export interface OutputScaling {
  readonly name: string;
  /** What stands beside all numbers of a table's target, such as `$`. */
  readonly unit?: string;
  readonly shift: number;
  /** Above 0. */
  readonly scale: number;
}

/** How a row of a table becomes inputs: column by column, in this order. */
export interface TablePreprocessing {
  readonly columns: readonly ColumnPreprocessing[];
  /** What the target's columns are called: one, or more for several outputs. */
  readonly targets: readonly string[];
  /**
   * What stands before decimals in the table that was learned from, where its numbers have commas: it decides how others
   * are read that do not tell.
   */
  readonly decimal?: "point" | "comma";
  /** The texts that say that a cell is missing, besides the empty one; those of docs/data.md where left out. */
  readonly missing?: readonly string[];
  /**
   * With 2 or more, all columns' inputs are followed by the products of 2 to so many of the number columns' (with
   * repetition), each scaled by its entry in `products`. 1 where left out.
   */
  readonly degree?: number;
  /** Those of fewer factors first; of as many, in the order of the columns. */
  readonly products?: readonly Scaling[];
}

/** `input = (value − shift) / scale`. */
export interface Scaling {
  readonly shift: number;
  /** Above 0. */
  readonly scale: number;
}

/** What stands in for a missing cell, and whether an input of its own (0 or 1) says that it was missing. */
export interface Missing<Value> {
  readonly fill: Value;
  readonly indicator: boolean;
}

/** How one column's cells become inputs. */
export type ColumnPreprocessing =
  /**
   * One input. `unit`: what stands beside all its numbers, such as `%`, `$` or `kg`. Where nothing is known to stand in
   * for a missing cell, `fill` is NaN, and such a row is refused.
   */
  | ({
      readonly name: string;
      readonly kind: "number";
      readonly unit?: string;
      readonly missing: Missing<number>;
    } & Scaling)
  /** One input: the day counted from 1970-01-01, with the time as its fraction, scaled. */
  | ({ readonly name: string; readonly kind: "date"; readonly missing: Missing<number> } & Scaling)
  /** One input: 0 for the first of `values`, 1 for the second. */
  | {
      readonly name: string;
      readonly kind: "yes-no";
      readonly values: readonly [no: string, yes: string];
      readonly missing: Missing<number>;
    }
  /** An input for each of `values`, and a last one for all others. Texts are compared as src/data/table/values.ts has it. */
  | {
      readonly name: string;
      readonly kind: "category";
      readonly values: readonly string[];
      readonly missing: Missing<string>;
    };

/** How a recording becomes inputs; docs/sound.md defines it, src/data/audio does it. */
export type SoundPreprocessing = WaveformPreprocessing | LogMelPreprocessing;

/** A recording's samples, one an input. */
export interface WaveformPreprocessing {
  readonly form: "waveform";
  /** Samples a second that recordings are brought to. */
  readonly rate: number;
  /** Inputs: longer recordings are cut, shorter ones filled with silence. */
  readonly samples: number;
  /** One for all samples. */
  readonly scaling: readonly Scaling[];
}

/** How loud a recording is in bands of frequency, in frames that share its length out evenly: `[frames, bands]`. */
export interface LogMelPreprocessing {
  readonly form: "log-mel";
  /** Samples a second that recordings are brought to. */
  readonly rate: number;
  readonly mel: {
    /** Samples in a window and from one window to the next. */
    readonly window: number;
    readonly hop: number;
    readonly frames: number;
    readonly bands: number;
    /** In Hz. */
    readonly lowest: number;
    readonly highest: number;
  };
  /** For each band. */
  readonly scaling: readonly Scaling[];
}
