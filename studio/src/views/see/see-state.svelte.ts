/**
 * @file The state of the first screen, there still when somebody comes back from another: the drawing, the networks to choose
 * from, the test images, the demonstration; and the full screen for a classroom.
 */

import { getContext, setContext } from "svelte";
import { knownLikeness } from "../../mnist/known-likeness";
import type { Likeness } from "../../mnist/likeness";
import { TestImages } from "../../mnist/test-images.svelte";
import { playLight } from "../../network/light";
import { Drawing, toInput } from "../../pad/drawing.svelte";
import type { NetworkInput, Studio } from "../../studio.svelte";
import { Demonstration } from "./demonstration.svelte";
import { ModelPicker } from "./model-picker.svelte";

export class SeeState {
  readonly drawing = new Drawing();
  /** What drawings are compared with, once it has come. */
  likeness: Likeness | undefined = $state.raw();
  #likenessWanted = false;
  readonly images = new TestImages();
  readonly picker: ModelPicker;
  readonly demonstration: Demonstration;
  readonly #studio: Studio;
  /** What the pad last gave the network, to tell it from what others give. */
  #given: NetworkInput | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.picker = new ModelPicker(studio, location.search);
    this.demonstration = new Demonstration(this.drawing, studio);
  }

  /** Gives the network what lies on the pad; one of a table is given rows. */
  updateInput(): void {
    if (takesRows(this.#studio)) return;
    const { content } = this.drawing;
    const blank = this.#given === undefined;
    this.#given = toInput(content, this.demonstration.shown ? "demonstration" : "drawing");
    this.#studio.input = this.#given;
    // Light that was held for what lay here before goes all the way for what is drawn anew.
    if (this.#given === undefined || (blank && this.#given.source.kind === "drawing")) {
      this.#studio.light = Number.POSITIVE_INFINITY;
    }
  }

  /** Fetches what drawings are compared with; without it the answer stands alone. */
  async wantLikeness(): Promise<void> {
    if (this.#likenessWanted) return;
    this.#likenessWanted = true;
    try {
      this.likeness = await knownLikeness();
    } catch {
      this.#likenessWanted = false;
    }
  }

  /** Puts on the pad what another part of the page has given the network, so that both are the same. Sounds and rows are no drawings. */
  adoptInput(input: NetworkInput | undefined): void {
    if (input === this.#given || input?.source.kind === "row") return;
    this.#given = input;
    this.demonstration.end();
    if (input?.source.kind === "sound") return;
    if (input === undefined) this.drawing.clear();
    else this.drawing.put(input);
  }

  /** Somebody puts a picture on the pad: its light goes through the network. */
  showInput(input: NetworkInput): void {
    this.demonstration.end();
    this.drawing.put(input);
    playLight(this.#studio);
  }
}

/** Whether the network that is looked at takes rows of a table. */
export const takesRows = ({ model }: Studio): boolean => model?.definition.preprocessing.table !== undefined;

const KEY = Symbol("see");

export const provideSeeState = (studio: Studio): SeeState => setContext(KEY, new SeeState(studio));

export const useSeeState = (): SeeState => getContext<SeeState>(KEY);

/** Shows pad and network alone, over all of the screen. */
export function enterClassroom(studio: Studio): void {
  studio.classroom = true;
  // A browser that refuses shows it in its window all the same.
  document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Shows everything again. */
export function leaveClassroom(studio: Studio): void {
  studio.classroom = false;
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}

/** The browser's own way out of full screen, Escape, leaves the classroom too. */
export function followFullscreen(studio: Studio): void {
  if (!document.fullscreenElement) studio.classroom = false;
}
