/**
 * @file The network that is looked at, with what somebody changed in it by hand.
 */

import type { HeldNeuron, Model } from "akari";
import {
  type Change,
  type Changeable,
  changed,
  heldAmong,
  isSame,
  originally,
  withChange,
  without,
  withoutHolding,
} from "./what-if";

export class WhatIf {
  /** In the order in which they were made. */
  changes: readonly Change[] = $state.raw([]);
  /** The network without them. */
  original: Model | undefined = $state.raw();

  /** The network with the weights and biases that were changed. */
  readonly model: Model | undefined = $derived(this.original && changed(this.original, this.changes));
  /** The neurons that are held. */
  readonly held: readonly HeldNeuron[] = $derived(heldAmong(this.changes));
  /** The same as a network that holds nothing, for who takes a model alone: to examine it, to save it. */
  readonly plain: Model | undefined = $derived(this.model && withoutHolding(this.model, this.held));

  /** Another network; what was changed in the one before is not changed in this one. */
  begin(original: Model): void {
    this.changes = [];
    this.original = original;
  }

  /** @throws RangeError see `withChange` */
  set(change: Change): void {
    if (this.original !== undefined) this.changes = withChange(this.original, this.changes, change);
  }

  /** What it was changed to; `undefined` where it is as it was. */
  valueOf(place: Changeable): number | undefined {
    return this.changes.find((each) => isSame(each, place))?.value;
  }

  /** A weight or a bias as it was loaded. */
  originally(place: Changeable): number | undefined {
    return this.original && originally(this.original, place);
  }

  undo(place: Changeable): void {
    this.changes = without(this.changes, place);
  }

  /** Puts everything back. */
  restore(): void {
    this.changes = [];
  }
}
