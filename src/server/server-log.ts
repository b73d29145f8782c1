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
    }
  | {
      readonly event: "error";
      readonly id?: string;
      readonly message: string;
      readonly stack?: string | undefined;
    }
  | { readonly event: "reloaded"; readonly model: string; readonly sha256: string }
  | { readonly event: "reload failed"; readonly model: string; readonly problem: string }
  | { readonly event: "draining"; readonly reason: string; readonly open: number }
  | { readonly event: "stopped"; readonly cut: number };

export type Log = (event: LogEvent) => void;

/**
 * Lines of one turn of the event loop are written together, after it: under load, writing each takes longer than
 * predicting.
 *
 * @param write takes lines with their ends
 */
export function jsonLog(write: (lines: string) => unknown): Log {
  let lines = "";
  return (event) => {
    if (lines === "") {
      setImmediate(() => {
        write(lines);
        lines = "";
      });
    }
    lines += `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`;
  };
}
