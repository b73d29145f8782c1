/**
 * @file The world outside as a command sees it, so that commands can be run without a process of their own.
 */

/** Where text goes. A `tty.WriteStream` is one, and so is anything that collects strings. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal; absent where there is none. */
  readonly columns?: number;
}

/** Why a command is asked to end early. `SIGPIPE`: nobody reads its standard output any more. */
export type Interruption = "SIGINT" | "SIGTERM" | "SIGPIPE";

export interface Io {
  /** Results. */
  readonly stdout: TextStream;
  /** Progress, and errors. */
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Lets a command end in its own way when it is interrupted; until then an interruption ends the process.
   *
   * @returns a function that takes the handler away again
   */
  onInterruption(handler: (reason: Interruption) => void): () => void;
  /**
   * Lets a command read its files anew on SIGHUP; without it a hang-up ends the process.
   *
   * @returns a function that takes the handler away again
   */
  onHangUp(handler: () => void): () => void;
}

/** What a command ends with. */
export const EXIT = {
  done: 0,
  /** A mistake of Akari's. */
  bug: 1,
  /** A mistake that the user can mend. */
  mistake: 2,
} as const;

/** The exit code of a process that a signal ended, as shells have it: 128 and the signal's number. */
export const INTERRUPTED: Readonly<Record<Interruption, number>> = {
  SIGINT: 130,
  SIGPIPE: 141,
  SIGTERM: 143,
};
