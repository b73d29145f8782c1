/** @file `akari serve` as processes of their own, with what they log. They run dist/, which `npm test` builds first. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/free-port.mjs";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const running = new Set<ChildProcess>();

/** Ends all that are left, for after each test. */
export function endServings(): void {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
}

export type LogLine = Readonly<Record<string, unknown>>;

export interface Serving {
  readonly url: string;
  readonly child: ChildProcess;
  readonly lines: LogLine[];
  /** Waits for the next event of a kind to be logged. */
  logged(event: string): Promise<LogLine>;
  /** Ends it, and waits until it has. */
  end(): Promise<number | null>;
}

/** @param model a path or an address */
export async function startServing(model: string, ...options: string[]): Promise<Serving> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [MAIN, "serve", model, "--port", port, ...options]);
  running.add(child);
  const lines: LogLine[] = [];
  const waiting = new Map<string, (line: LogLine) => void>();
  let rest = "";
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  child.stdout.on("data", (text) => {
    const all = (rest + text).split("\n");
    rest = all.pop() ?? "";
    for (const line of all.map((one): LogLine => JSON.parse(one))) {
      lines.push(line);
      waiting.get(String(line.event))?.(line);
    }
  });
  const closed = once(child, "close").then(([code]): number | null => {
    running.delete(child);
    return code;
  });
  const logged = (event: string) => new Promise<LogLine>((resolve) => waiting.set(event, resolve));
  const started = await Promise.race([logged("listening"), closed]);
  if (started === null || typeof started === "number") throw new Error(`It ended with ${started}: ${stderr}`);
  return {
    url: String(started.url),
    child,
    lines,
    logged,
    end: () => {
      child.kill("SIGTERM");
      return closed;
    },
  };
}
