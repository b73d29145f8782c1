/**
 * @file What a server tells of: an object a line.
 */

/** What happened, with what belongs to it. */
export type LogEvent =
  | { readonly event: "listening"; readonly url: string; readonly model: string; readonly sha256: string }
  | {
      readonly event: "request";
      readonly id: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly seconds: number;
      /** Rows predicted. */
      readonly rows?: number | undefined;
      /** What was wrong. */
      readonly problem?: string | undefined;
      /** Who asked, of those that were not let in. */
      readonly client?: string | undefined;
    }
  /** Before it was a request: `status` 0 where the connection was cut off without an answer. */
  | {
      readonly event: "refused";
      readonly status: number;
      readonly problem: string;
      /** The address that the connection came from. */
      readonly client?: string | undefined;
    }
  | {
      readonly event: "error";
      readonly id?: string;
      readonly message: string;
      readonly stack?: string | undefined;
    }
  | { readonly event: "reloaded"; readonly model: string; readonly sha256: string }
  | { readonly event: "tokens reloaded"; readonly tokens: number }
  | { readonly event: "reload failed"; readonly model: string; readonly problem: string }
  | { readonly event: "draining"; readonly reason: string; readonly open: number }
  | { readonly event: "stopped"; readonly cut: number };

export type Log = (event: LogEvent) => void;

/** Where a log goes: a stream of Node's is one. */
export interface LogStream {
  /** @param written called when it is written, or could not be */
  write(lines: string, written: (error?: Error | null) => void): unknown;
  /** Characters that wait for whoever reads. */
  readonly writableLength?: number;
}

/** So much of a log waits for its reader; what comes then is dropped and counted. */
const MOST_WAITING = 2 ** 20;

/**
 * Lines of one turn of the event loop are written together, after it: under load, writing each takes longer than
 * predicting. Nothing that is wrong with the log is wrong with the server: lines that cannot be written, because the
 * disk is full or nobody reads, are counted, and the log says how many once it can be written again.
 *
 * @param lost takes the number of lines that were lost just now
 */
export function jsonLog(stream: LogStream, lost: (lines: number) => void): Log {
  let waiting: string[] = [];
  let unsaid = 0;
  const lose = (lines: number): void => {
    unsaid += lines;
    lost(lines);
  };
  const lineOf = (event: object): string =>
    `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`;
  const write = (): void => {
    const lines = waiting;
    waiting = [];
    if ((stream.writableLength ?? 0) > MOST_WAITING) {
      lose(lines.length);
      return;
    }
    const before = unsaid;
    if (before > 0) {
      lines.unshift(lineOf({ event: "log lines lost", lines: before }));
      unsaid = 0;
    }
    stream.write(lines.join(""), (error) => {
      if (!error) return;
      // The line that told of those before is none of the server's own.
      unsaid += before;
      lose(before > 0 ? lines.length - 1 : lines.length);
    });
  };
  return (event) => {
    if (waiting.length === 0) setImmediate(write);
    waiting.push(lineOf(event));
  };
}
