/**
 * @file Whether somebody still has to be told that lamps can be tapped: until they have tapped one, once and for all.
 */

import { remember, remembered } from "../kit/preferences.svelte";

class TapHint {
  wanted = $state(remembered("tapped") === undefined);

  /** A lamp was tapped: nobody has to be told any more. */
  tapped(): void {
    if (!this.wanted) return;
    this.wanted = false;
    remember("tapped", "yes");
  }
}

export const tapHint = new TapHint();
