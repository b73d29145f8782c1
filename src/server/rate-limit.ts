/**
 * @file How many requests a second one client may send, with some at once after a pause: the generic cell rate algorithm,
 * which keeps one time a client (ITU-T I.371, annex A; the same as a bucket of tokens).
 */

import { counted } from "../data/names.js";
import { Problem } from "./problem.js";

export interface RateLimit {
  /** Requests a second, in the long run. */
  readonly perSecond: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
}

/** So many clients are known; of more, the one that has not asked for longest is forgotten, and begins anew. */
const MOST_CLIENTS = 65_536;

export class ClientRates {
  readonly #interval: number;
  readonly #tolerance: number;
  /** When each has used up what it may, in milliseconds; those that asked last come last. */
  readonly #due = new Map<string, number>();

  readonly #onRefused: () => void;

  /** @param onRefused is told of every request that comes too early */
  constructor({ perSecond, burst }: RateLimit, onRefused: () => void = () => {}) {
    this.#onRefused = onRefused;
    this.#interval = 1000 / perSecond;
    this.#tolerance = (burst - 1) * this.#interval;
  }

  /** How many clients are known. */
  get size(): number {
    return this.#due.size;
  }

  /**
   * Counts a request.
   *
   * @param now in milliseconds
   * @throws Problem 429 where it comes too early, with the seconds after which it would not
   */
  enter(client: string, now = performance.now()): void {
    const due = Math.max(now, this.#due.get(client) ?? now);
    const early = due - now - this.#tolerance;
    // What rounding leaves is not early.
    const isEarly = early > ROUNDING;
    this.#due.delete(client);
    this.#due.set(client, isEarly ? due : due + this.#interval);
    if (this.#due.size > MOST_CLIENTS) {
      const [longest] = this.#due.keys();
      this.#due.delete(longest);
    }
    if (!isEarly) return;
    this.#onRefused();
    throw this.#tooEarly(client, early);
  }

  #tooEarly(client: string, milliseconds: number): Problem {
    const seconds = Math.ceil(milliseconds / 1000);
    const rate = Number((1000 / this.#interval).toPrecision(3));
    const detail =
      `${client || "This client"} sends more than ${counted(rate, "request")} a second. ` +
      `Come again in ${counted(seconds, "second")}.`;
    return new Problem(429, detail, { headers: { "Retry-After": String(seconds) } });
  }
}

/** Milliseconds. */
const ROUNDING = 1e-6;
