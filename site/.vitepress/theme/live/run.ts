/**
 * @file Runs a program in a Worker of its own, so that it neither freezes the page nor outlives it.
 */

import type { Told } from "../../../live/console";
import { siteUrl } from "../library";

/** More than this is not shown, in characters. */
const MOST = 100_000;

export type Ending = "done" | "failed" | "stopped" | "flooded";

export interface Watcher {
  begun(): void;
  printed(text: string): void;
}

export interface Run {
  readonly ended: Promise<{ readonly ending: Ending; readonly error?: string }>;
  stop(): void;
}

/** @param source TypeScript; what is wrong with it is the run's error */
export function run(source: string, watcher: Watcher): Run {
  let end: (result: { ending: Ending; error?: string }) => void = () => {};
  const ended = new Promise<{ ending: Ending; error?: string }>((resolve) => {
    end = resolve;
  });
  const stopping = new AbortController();
  stopping.signal.addEventListener("abort", () => end({ ending: "stopped" }));
  start(source, watcher, end, stopping.signal).catch((error: unknown) => {
    end({ ending: "failed", error: error instanceof Error ? error.message : String(error) });
  });
  return { ended, stop: () => stopping.abort() };
}

async function start(
  source: string,
  watcher: Watcher,
  end: (result: { ending: Ending; error?: string }) => void,
  signal: AbortSignal,
): Promise<void> {
  const { compile } = await import("./compile");
  const program = await compile(source, siteUrl);
  if (signal.aborted) return;
  // From text: a server's policy lets a page make Workers of its own text, and nothing else of it.
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  const finish = (result: { ending: Ending; error?: string }): void => {
    worker.terminate();
    URL.revokeObjectURL(url);
    end(result);
  };
  signal.addEventListener("abort", () => finish({ ending: "stopped" }));
  let printed = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (data.kind === "begun") watcher.begun();
    else if (data.kind === "printed") {
      printed += data.text.length;
      if (printed > MOST) finish({ ending: "flooded" });
      else watcher.printed(data.text);
    } else finish(data.kind === "done" ? { ending: "done" } : { ending: "failed", error: data.text });
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    finish({ ending: "failed", error: event.message || "The program could not be loaded." });
  });
}
