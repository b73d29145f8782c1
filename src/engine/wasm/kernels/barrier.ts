/**
 * @file How threads that run the same steps wait for each other.
 */

import { Plan } from "./plan";

/** Behind the number of threads that have arrived: how often the barrier has opened. */
@inline const OPENED: usize = 64;

/** Looks at an unchanged word before a thread goes to sleep: longer than the threads of a step are apart, in general. */
const PATIENCE: i32 = 20000;

/** Returns when all `threads` threads have called it. */
@inline export function barrier(plan: Plan, threads: u32): void {
  if (threads > 1) call_indirect<void>(plan.barrierIndex, plan.barrier, threads);
}

/**
 * What {@link barrier} calls: by its place in the table of functions, for then no compiler puts it into another function.
 * V8 11, that of Node 20, compiles atomic instructions among many variables wrongly in its first, quick compilation:
 * a variable is lost.
 */
export function barrierIndex(): u32 {
  const place: (at: usize, threads: u32) => void = waitForAll;
  return <u32>place.index;
}

/** @param at the barrier's address */
function waitForAll(at: usize, threads: u32): void {
  const opened = atomic.load<i32>(at, OPENED);
  if (atomic.add<u32>(at, 1) + 1 == threads) {
    atomic.store<u32>(at, 0);
    atomic.add<i32>(at, 1, OPENED);
    atomic.notify(at + OPENED, -1);
    return;
  }
  for (let i = 0; i < PATIENCE; i++) {
    if (atomic.load<i32>(at, OPENED) != opened) return;
  }
  while (atomic.load<i32>(at, OPENED) == opened) atomic.wait<i32>(at + OPENED, opened, -1);
}
