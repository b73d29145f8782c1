/**
 * @file A network in its memory, the arena, which only grows; the whole of it goes when its network goes. What lies where
 * is described in src/engine/wasm/layout.ts.
 */

import { LayerFields, ListsFields, PlanFields, SourceFields } from "./layout.generated";

/** A dense layer. */
@unmanaged
export class Layer extends LayerFields {}

/** A network with its optimizer. */
@unmanaged
export class Plan extends PlanFields {
  @inline layer(i: usize): Layer {
    return changetype<Layer>(this.layers + i * offsetof<Layer>());
  }

  @inline inputLists(): Lists {
    return changetype<Lists>(this.lists);
  }

  @inline last(): Layer {
    return this.layer(this.layerCount - 1);
  }
}

/** What is not zero among a batch's inputs to a layer. */
@unmanaged
export class Lists extends ListsFields {}

/** Attached data: rows of inputs in the type in which they came, and their targets. */
@unmanaged
export class Source extends SourceFields {}

/** Where a thread may put its sums. */
@inline export function sumsOf(plan: Plan, thread: usize): usize {
  return plan.sums + thread * plan.sumsBytes;
}

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
