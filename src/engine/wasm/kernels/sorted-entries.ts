/**
 * @file The batch's entries sorted by their input: entries of eight bytes, `u32` the offset of the row in a panel of
 * deltas (`r * 32`), `f32` the value; the entries of an input in the order of the rows.
 *
 * Each thread sorts those of a run of inputs, for which it then computes the gradients. It notes in `plan.notes`
 * which run that is, and where the entries of each input end.
 */

import { Layer, PANEL, Plan, ROW_BYTES } from "./plan";
import { ENTRY_BYTES, endOfEntries, firstEntry, offsetOf } from "./sparse";

/** What an input costs besides its entries, for sharing the inputs out evenly: above all, its weights' update. */
const INPUT_COST: usize = 8;
/** Where a thread's notes have the first of its inputs, the one behind its last, and then the places of all. */
@inline const END: usize = 4;
@inline const PLACES: usize = 8;

/** Bytes of the notes that a thread keeps. */
export function notesBytes(inputs: usize): usize {
  return PLACES + (inputs + 1) * 4;
}

@inline function notesOf(plan: Plan, thread: usize): usize {
  return plan.notes + thread * plan.notesBytes;
}

/** The first input of a thread's run. */
@inline export function begin(plan: Plan, thread: usize): usize {
  return <usize>load<u32>(notesOf(plan, thread));
}

/** The input behind the last of a thread's run. */
@inline export function end(plan: Plan, thread: usize): usize {
  return <usize>load<u32>(notesOf(plan, thread), END);
}

/** Where the entries of input `k` begin. */
@inline export function firstOf(plan: Plan, thread: usize, k: usize): usize {
  return <usize>load<u32>(notesOf(plan, thread) + k * 4, PLACES);
}

/** Where the entries of input `k` end. */
@inline export function endOf(plan: Plan, thread: usize, k: usize): usize {
  return <usize>load<u32>(notesOf(plan, thread) + k * 4, PLACES + 4);
}

/** Sorts the entries of a thread's share of the inputs. */
export function sortEntries(plan: Plan, layer: Layer, rows: usize, thread: usize, threads: usize): void {
  const inputs = layer.inputPanels * PANEL;
  const notes = notesOf(plan, thread);
  // The place behind an input's own: it first counts the entries, then has where the next one goes, so that in the
  // end it is where they end.
  const next = notes + PLACES + 4;

  memory.fill(next, 0, inputs * 4);
  let cost = inputs * INPUT_COST;
  for (let r: usize = 0; r < rows; r++) {
    const first = firstEntry(plan, r), last = endOfEntries(plan, r);
    cost += (last - first) / ENTRY_BYTES;
    for (let e = first; e < last; e += ENTRY_BYTES) {
      const count = next + (offsetOf(e) >> 3);
      store<u32>(count, load<u32>(count) + 1);
    }
  }

  const fromCost = cost * thread / threads, toCost = cost * (thread + 1) / threads;
  let from = inputs, to = inputs;
  let at = plan.inputEntries;
  cost = 0;
  for (let k: usize = 0; k < inputs; k++) {
    if (from == inputs && cost >= fromCost) from = k;
    if (to == inputs && cost >= toCost) to = k;
    const count = <usize>load<u32>(next + k * 4);
    store<u32>(next + k * 4, <u32>at);
    at += count * ENTRY_BYTES;
    cost += count + INPUT_COST;
  }
  store<u32>(notes, <u32>from);
  store<u32>(notes, <u32>to, END);
  if (from >= to) return;
  store<u32>(next + from * 4 - 4, load<u32>(next + from * 4));

  const fromOffset = from * ROW_BYTES, toOffset = to * ROW_BYTES;
  for (let r: usize = 0; r < rows; r++) {
    const last = endOfEntries(plan, r);
    for (let e = firstEntry(plan, r); e < last; e += ENTRY_BYTES) {
      const offset = offsetOf(e);
      if (offset < fromOffset || offset >= toOffset) continue;
      const place = next + (offset >> 3);
      const sorted = <usize>load<u32>(place);
      store<u32>(sorted, <u32>(r * ROW_BYTES));
      store<u32>(sorted, load<u32>(e, 4), 4);
      store<u32>(place, <u32>(sorted + ENTRY_BYTES));
    }
  }
}
