/**
 * @file How fast a run may go: so many steps a second, or by itself from one a second to all that the machine can do. It
 * says only when steps are due, and which they are does not depend on it: the weights are the same at every pace.
 */

/** Steps a second, `Infinity` for as many as there can be; `ease` begins with one and becomes faster by itself. */
export type Pace = number | "ease";

/** Those that can be chosen. */
export const PACES: readonly Pace[] = ["ease", 1, 10, 100, Number.POSITIVE_INFINITY];

/** How long easing stays at a step a second, and after how long, in seconds, it has come to full speed. */
const SLOW = 4;
const FULL = 25;
/** Steps a second shortly before full speed. */
const FAST = 10_000;
/** Up to so many steps a second each one is looked at closely. */
const WATCHED = 2;
/** What was not done in time is made up for no longer than so many seconds. */
const BACKLOG = 0.1;

/** Steps a second after easing for so long. */
export function easedRate(seconds: number): number {
  if (seconds >= FULL) return Number.POSITIVE_INFINITY;
  return seconds <= SLOW ? 1 : FAST ** ((seconds - SLOW) / (FULL - SLOW));
}

export class Pacer {
  readonly #now: () => number;
  #pace: Pace;
  /** How long it has eased, in seconds; pauses do not count. */
  #eased = 0;
  /** Steps that may be taken. */
  #credit = 0;
  #at = 0;

  /** @param now the time in milliseconds */
  constructor(pace: Pace, now: () => number = () => performance.now()) {
    this.#pace = pace;
    this.#now = now;
  }

  /** Steps a second. */
  get rate(): number {
    return this.#pace === "ease" ? easedRate(this.#eased) : this.#pace;
  }

  /** Whether each step is to be looked at. */
  get watched(): boolean {
    return this.rate <= WATCHED;
  }

  /** Somebody wants another pace; a step is due at once. */
  set(pace: Pace): void {
    this.#pace = pace;
    this.#credit = Math.max(1, this.#credit);
  }

  /** The run begins to go, or goes on: its first step is due. */
  start(): void {
    this.#at = this.#now();
    this.#credit = 1;
  }

  /** How many steps are due; 0 where it is to wait. */
  due(): number {
    const now = this.#now();
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#eased += seconds;
    const { rate } = this;
    if (rate === Number.POSITIVE_INFINITY) return Number.MAX_SAFE_INTEGER;
    this.#credit = Math.min(this.#credit + rate * seconds, Math.max(1, rate * BACKLOG));
    return Math.floor(this.#credit);
  }

  /** So many were done. */
  did(steps: number): void {
    this.#credit = Math.max(0, this.#credit - steps);
  }

  /** Milliseconds until the next step is due. */
  wait(): number {
    return Math.max(0, ((1 - this.#credit) / this.rate) * 1000);
  }
}
