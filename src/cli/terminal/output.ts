/**
 * @file The way out: every text that a command prints passes here, so that no file's or model's text can move the
 * cursor, and no reader's failing can end a run or a server.
 */

import { EXIT, type TextStream } from "../io.js";

let drawn: string | undefined;

/**
 * Stands for the ESC of a terminal's control sequences in what commands write; it becomes one on the way out. ESC itself
 * is only ever text of a stranger's there and is made visible. It differs from process to process and nobody can work it out,
 * so that no file can hold it: characters of a plane that is private use. Drawn when it is first asked for, since what draws it
 * would be a fifth of what `akari --help` takes; not by `Math.random`, whose numbers tell those that came before them.
 */
export function esc(): string {
  drawn ??= String.fromCodePoint(
    ...Array.from(crypto.getRandomValues(new Uint16Array(3)), (word) => 0xf0000 + (word % 0xfffd)),
  );
  return drawn;
}

/** What a terminal obeys, or what changes the order in which text is read; new lines and tabs are text. */
const CONTROL = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029]/gu;

/**
 * Text as it is safe to print: control characters are written as JSON would escape them, `\u001b`. In a line of JSON
 * that is the same character again for whoever parses it.
 */
export const visible = (text: string): string =>
  text.replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Text in one cell of a line that tabs divide: what would end the cell or the line is written as JSON would escape it. */
export const oneCell = (text: string): string =>
  text.replace(/[\t\n]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A sentence that may hold a stranger's text, in one line. */
export const oneLine = (sentence: string): string => sentence.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");

/** A stream whose text is made {@link visible}, but for our own control sequences. */
export class VisibleStream implements TextStream {
  readonly #stream: TextStream;

  constructor(stream: TextStream) {
    this.#stream = stream;
  }

  write(text: string, written?: (error?: Error | null) => void): unknown {
    // Where there is nothing to say, nothing is left unsaid; some devices refuse even that.
    if (text === "") return written?.();
    const parts = drawn === undefined ? [text] : text.split(drawn);
    return this.#stream.write(parts.map(visible).join("\x1b"), written);
  }

  /** Writes data that a program will read, as they are; in a terminal they are text like all other. */
  writeData(text: string): void {
    if (this.isTTY || text === "") this.write(text);
    else this.#stream.write(text);
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  get columns(): number | undefined {
    return this.#stream.columns;
  }

  get writableLength(): number {
    return this.#stream.writableLength ?? 0;
  }

  once(event: "drain" | "close", listener: () => void): unknown {
    return this.#stream.once?.(event, listener);
  }
}

/** Characters that may wait for a reader before what can be spared is dropped, and what cannot waits. */
const MOST_WAITING = 2 ** 20;

/**
 * Writes what can be spared, such as progress: nothing where too much waits already for a reader who has stopped.
 *
 * @returns whether it was written
 */
export function writeIfRead(stream: TextStream, text: string): boolean {
  if ((stream.writableLength ?? 0) > MOST_WAITING) return false;
  stream.write(text);
  return true;
}

/** Waits while too much waits for a reader: output must not fill the memory. Nothing to await otherwise. */
export function drained(stream: TextStream): Promise<void> | undefined {
  if ((stream.writableLength ?? 0) <= MOST_WAITING || stream.once === undefined) return undefined;
  return new Promise((resolve) => {
    stream.once?.("drain", resolve);
    // A reader that has gone will not drain it.
    stream.once?.("close", resolve);
  });
}

/** The sentence and exit code for a command that only prints, when its standard output fails. */
export function printingFailed(code: string | undefined): {
  readonly sentence: string;
  readonly exit: number;
} {
  if (code === "EPIPE") return { sentence: "", exit: 141 };
  const why = code === "ENOSPC" || code === "EDQUOT" ? "the disk is full" : (code ?? "it failed");
  return {
    sentence: `akari: The result cannot be written to standard output: ${why}.\n`,
    exit: EXIT.mistake,
  };
}
