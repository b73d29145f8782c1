/**
 * @file Brings distorted copies of a batch's rows to the first layer, in place of the rows themselves.
 */

import { Augmentation, COPIES, PIXELS, distort } from "./distort";
import { gatherRow, gatherTargets, gatherTile, isSparse } from "./gather";
import { listRow } from "./inputs";
import { Plan, ROW_BYTES, Source } from "./plan";

/** As `gather` does; each thread its own rows. @param order row numbers, `u32` */
export function gatherCopies(
  plan: Plan, source: Source, order: usize, from: usize, to: usize, thread: u32,
): void {
  const amounts = changetype<Augmentation>(plan.augmentation);
  if (isSparse(source)) {
    const copy = amounts.copy(thread, 0);
    for (let r = from; r < to; r++) {
      distort(amounts, source, load<u32>(order + r * 4), thread, copy);
      listRow<f32>(plan, copy, PIXELS, 1, r);
    }
  } else {
    for (let r = from; r < to; r += COPIES) {
      for (let i: usize = 0; i < COPIES; i++) {
        // Where fewer than four are left, the last one fills the tile up.
        distort(amounts, source, load<u32>(order + min(r + i, to - 1) * 4), thread, amounts.copy(thread, i));
      }
      layOut(plan, amounts, r, to, thread);
    }
  }
  gatherTargets(plan, source, order, from, to);
}

/** A thread's copies into the input's panels and, of a batch of several, into a tile. */
function layOut(plan: Plan, amounts: Augmentation, r: usize, to: usize, thread: u32): void {
  const panels = plan.layer(0).inputPanels;
  const input = plan.input + r * ROW_BYTES;
  if (to == 1) {
    gatherRow<f32>(amounts.copy(thread, 0), input, plan.stride, panels, 1);
    return;
  }
  gatherTile<f32>(
    amounts.copy(thread, 0), amounts.copy(thread, 1), amounts.copy(thread, 2), amounts.copy(thread, 3),
    input, plan.stride, plan.tiles + r / 4 * plan.tileBytes, panels, 1,
  );
}
