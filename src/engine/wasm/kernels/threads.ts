/**
 * @file How threads that run the same steps wait for each other.
 */

/** How many have arrived at the barrier, and how often it has opened; each on a cache line of its own. */
const ARRIVED: usize = memory.data(64, 64);
const OPENED: usize = memory.data(64, 64);

/** Looks at an unchanged word before a thread goes to sleep: longer than the threads of a step are apart, in general. */
const PATIENCE: i32 = 20000;

/** Returns when all `threads` threads have called it. */
export function barrier(threads: u32): void {
  if (threads == 1) return;
  const opened = atomic.load<i32>(OPENED);
  if (atomic.add<u32>(ARRIVED, 1) + 1 == threads) {
    atomic.store<u32>(ARRIVED, 0);
    atomic.add<i32>(OPENED, 1);
    atomic.notify(OPENED, -1);
    return;
  }
  for (let i = 0; i < PATIENCE; i++) {
    if (atomic.load<i32>(OPENED) != opened) return;
  }
  while (atomic.load<i32>(OPENED) == opened) atomic.wait<i32>(OPENED, opened, -1);
}
