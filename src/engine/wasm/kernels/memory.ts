/**
 * @file The arena: one WebAssembly memory in which a network has everything it needs. It only grows; the whole of
 * it goes when its network goes.
 */

/** Blocks begin on a cache line, so that no vector of a panel straddles two. */
const ALIGNMENT: usize = 64;
const PAGE: usize = 65536;

let next: usize = (__heap_base + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

/** Zeroed memory of the given size, or 0 where WebAssembly's memory cannot grow so far. */
export function allocate(bytes: usize): usize {
  const start = next;
  const size = (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  if (size < bytes || start + size < start) return 0;
  const end = start + size;
  const held = <usize>memory.size() * PAGE;
  if (<u64>end > (<u64>memory.size()) * <u64>PAGE) {
    if (memory.grow(<i32>((end - held + PAGE - 1) / PAGE)) < 0) return 0;
  }
  next = end;
  return start;
}
