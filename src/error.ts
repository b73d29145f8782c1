/**
 * @file The one error that Akari throws on purpose. Its message is a sentence for a person:
 * what is wrong, where (file, row, column, layer, step), and what to do about it.
 */

/** What kind of thing went wrong, for programs; the message is for people. */
export type AkariErrorCode =
  /** An option or argument has an impossible value. */
  | "invalid-argument"
  /** A model's description contradicts itself or the data. */
  | "invalid-model"
  /** A file's contents are not what its format demands. */
  | "invalid-file"
  /** Data are of the wrong shape, type or range. */
  | "invalid-data"
  /** A file or package is not there. */
  | "not-found"
  /** A loss, weight or activation became NaN or infinite. */
  | "diverged"
  /** More memory is needed than can be had. */
  | "out-of-memory"
  /** The browser, the page or the runtime does not let it be done. */
  | "unsupported";

/** Thrown for every mistake that its reader can mend. */
export class AkariError extends Error {
  override readonly name: string = "AkariError";
  readonly code: AkariErrorCode;

  constructor(code: AkariErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
