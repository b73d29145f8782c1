/**
 * @file Takes a server's model and tokens anew while requests are answered, when somebody asks for it or every so often.
 * Requests that have come keep the model they came to; what cannot be taken leaves in place what was there.
 */

import { timerOf } from "./http-exchange.js";
import type { ServerMetrics } from "./metrics.js";
import type { ServedModel, ServerState } from "./served-model.js";
import type { Log } from "./server-log.js";

/** What a server lives on. */
export interface Sources {
  /**
   * Reads the model and makes it ready.
   *
   * @param always reads it even where nothing says that it is another one
   * @returns undefined where it is the one that was read last
   */
  model(always: boolean): Promise<ServedModel | undefined>;
  /** Reads the tokens, where the server wants one. */
  tokens?: (() => Promise<readonly string[]>) | undefined;
}

/** @param always takes the model even where nothing says that it is another one */
export type Reload = (always: boolean) => Promise<void>;

/** @returns reloads; asked again meanwhile, it does so once more afterwards */
export function reloader(state: ServerState, sources: Sources, log: Log, metrics: ServerMetrics): Reload {
  let running: Promise<void> | undefined;
  let next: { readonly always: boolean } | undefined;
  const failed = (what: "model" | "tokens", error: unknown): void => {
    metrics.reload(what, "failed");
    const kept =
      what === "model" ? "The model that was there is served on." : "The tokens that were there hold.";
    const problem = `${(error as Error).message} ${kept}`;
    log({ event: "reload failed", model: state.model.name, problem });
  };
  const takeModel = async (always: boolean): Promise<void> => {
    const model = await sources.model(always);
    if (model === undefined) return;
    state.model = model;
    metrics.reload("model", "done");
    log({ event: "reloaded", model: model.name, sha256: model.sha256 });
  };
  const takeTokens = async (): Promise<void> => {
    const tokens = await sources.tokens?.();
    if (tokens === undefined || String(tokens) === String(state.tokens)) return;
    state.tokens = tokens;
    metrics.reload("tokens", "done");
    log({ event: "tokens reloaded", tokens: tokens.length });
  };
  const all = async (): Promise<void> => {
    while (next !== undefined) {
      const { always } = next;
      next = undefined;
      await takeTokens().catch((error) => failed("tokens", error));
      await takeModel(always).catch((error) => failed("model", error));
    }
    running = undefined;
  };
  return (always) => {
    next = { always: always || next?.always === true };
    running ??= all();
    return running;
  };
}

/** By so much of itself an interval is longer or shorter, so that replicas do not all ask a store at once. */
const JITTER = 0.1;

/**
 * Looks for another model every so often, from the end of one look to the beginning of the next.
 *
 * @returns ends it
 */
export function reloadEvery(seconds: number, reload: Reload): () => void {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const wait = (): void => {
    if (isOver) return;
    const factor = 1 + JITTER * (2 * Math.random() - 1);
    timer = setTimeout(() => void reload(false).then(wait), timerOf(seconds * factor));
    timer.unref();
  };
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
