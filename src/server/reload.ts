/**
 * @file Takes a model's file anew while requests are answered: those that have come keep the model they came to.
 */

import type { ServerState } from "./api-routes.js";
import type { ServedModel } from "./served-model.js";
import type { Log } from "./server-log.js";
import type { ServerMetrics } from "./server-metrics.js";

/**
 * @param load reads the model and makes it ready
 * @returns reloads; asked again meanwhile, it does so once more afterwards
 */
export function reloader(
  state: ServerState,
  load: () => Promise<ServedModel>,
  log: Log,
  metrics: ServerMetrics,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const once = async (): Promise<void> => {
    try {
      state.model = await load();
      metrics.reload("done");
      log({ event: "reloaded", model: state.model.name, sha256: state.model.sha256 });
    } catch (error) {
      metrics.reload("failed");
      const problem = `${(error as Error).message} The model that was there is served on.`;
      log({ event: "reload failed", model: state.model.name, problem });
    }
  };
  const all = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      await once();
    } while (isAskedAgain);
    running = undefined;
  };
  return () => {
    isAskedAgain = true;
    running ??= all();
    return running;
  };
}
