/**
 * @file How long a request may take, and that it ends where its client goes away.
 */

import { RETRY_AFTER } from "./admission.js";
import { Problem } from "./problem.js";
import { ClientGone } from "./read-body.js";

export interface Deadline {
  /** Aborted with what is then answered. */
  readonly signal: AbortSignal;
  /** From now on it is the server that keeps the client waiting. */
  bodyIsRead(): void;
  /** Ends the waiting. */
  end(): void;
}

export function startDeadline(client: AbortSignal, seconds: number): Deadline {
  const controller = new AbortController();
  let isRead = false;
  const timer = setTimeout(() => {
    controller.abort(
      isRead
        ? new Problem(
            503,
            `The request was not computed within ${seconds} seconds. Come again in a moment.`,
            {
              headers: RETRY_AFTER,
            },
          )
        : new Problem(408, `The body did not arrive within ${seconds} seconds.`, {
            headers: { Connection: "close" },
          }),
    );
  }, timerOf(seconds));
  const gone = (): void => controller.abort(new ClientGone("The client went away before its answer."));
  client.addEventListener("abort", gone);
  if (client.aborted) gone();
  return {
    signal: controller.signal,
    bodyIsRead: () => {
      isRead = true;
    },
    end: () => {
      clearTimeout(timer);
      client.removeEventListener("abort", gone);
    },
  };
}

/** Timers know no longer time. */
const LONGEST = 2 ** 31 - 1;

/** Seconds as a timer's milliseconds. */
export const timerOf = (seconds: number): number => Math.min(Math.ceil(seconds * 1000), LONGEST);
