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

/** Thrown for every mistake that its reader can fix. */
export class AkariError extends Error {
  override readonly name: string = "AkariError";
  readonly code: AkariErrorCode;

  constructor(code: AkariErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Checks that options are an object all of whose names are known: one that would do nothing is a mistake that its author
 * wants to hear of.
 *
 * @param what whose options they are, as in "A data set"
 * @param more a sentence about where others are taken
 * @throws AkariError `invalid-argument`
 */
export function requireOptions(options: object, known: readonly string[], what: string, more = ""): void {
  if (typeof options !== "object" || options === null) {
    throw invalidArgument(`${what} takes its options as an object, not ${String(options)}.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalidArgument(`${what} has no option "${unknown}"; it has ${known.join(", ")}.${more}`);
}

/** Asks for an await, where a value is a promise, or a function, as `const { model } = fit(…)` gives. */
export const unawaited = (value: unknown): string =>
  typeof value === "function" || typeof (value as Partial<PromiseLike<unknown>> | null)?.then === "function"
    ? " Is an await missing before it?"
    : "";

/**
 * Lets an error say what it is about.
 *
 * @throws AkariError what `make` throws, with the name before its sentence
 */
export function naming<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    throw new AkariError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

/** The error for an argument or an option that cannot be meant. */
export const invalidArgument = (message: string): AkariError => new AkariError("invalid-argument", message);
