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
  /** One input. */
  | ({ readonly name: string; readonly kind: "number"; readonly missing: Missing<number> } & Scaling)
  /** One input: the day counted from 1970-01-01, with the time as its fraction, scaled. */
  | ({ readonly name: string; readonly kind: "date"; readonly missing: Missing<number> } & Scaling)
  /** One input: 0 for the first of `values`, 1 for the second. */
  | {
      readonly name: string;
      readonly kind: "yes-no";
      readonly values: readonly [no: string, yes: string];
      readonly missing: Missing<number>;
    }
  /** An input for each of `values`, and a last one for all others. */
  | {
      readonly name: string;
      readonly kind: "category";
      readonly values: readonly string[];
      readonly missing: Missing<string>;
    };

/** How a recording becomes inputs; docs/sound.md defines it, src/data/sound does it. */
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
