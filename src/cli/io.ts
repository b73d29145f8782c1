/**
 * @file The world outside as a command sees it, so that commands can be run without a process of their own.
 */

/** Where text goes. A `tty.WriteStream` is one, and so is anything that collects strings. */
export interface TextStream {
  /** @param written called when it is written, or could not be */
  write(text: string, written?: (error?: Error | null) => void): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal; absent where there is none. */
  readonly columns?: number | undefined;
  /** How much waits for whoever reads. */
  readonly writableLength?: number;
  once?(event: "drain" | "close", listener: () => void): unknown;
}

/** Why a command is asked to end early. */
export type Interruption = "SIGINT" | "SIGTERM" | "SIGHUP";

/** What a command can reach: its streams, the environment, and signals. */
export interface Io {
  /** Results. */
  readonly stdout: TextStream;
  /** Progress, and errors. */
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From now on output that cannot be written ends nothing: the command goes on, and its exit code says so. */
  outliveOutput(): void;
  /**
   * Lets a command end in its own way when it is interrupted; until then an interruption ends the process. It
   * {@link outliveOutput outlives its output}, too.
   *
   * @returns a function that takes the handler away again
   */
  onInterruption(handler: (reason: Interruption) => void): () => void;
  /**
   * Lets a command read its files anew on SIGHUP; without it a hang-up is an interruption.
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
  /** A mistake that the user can fix. */
  mistake: 2,
  /** Done and saved, but not all that there was to say could be written. */
  unsaid: 3,
} as const;

/** The exit code of a process that a signal ended, as shells have it: 128 and the signal's number. */
export const INTERRUPTED: Readonly<Record<Interruption, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
};
