/**
 * @file What all of the page shares: which view is open, the model, what it looks at, and how that lights it up.
 */

import { type CompiledModel, compile, type Model, type Trace } from "akari";
import type { Sound } from "akari/data";
import type { TrainingRecord } from "akari/formats";
import type { SoundPreprocessing } from "akari/model";
import { getContext, setContext } from "svelte";
import type { OurName } from "./sound/ours";
import { WhatIf } from "./what-if.svelte";

export const VIEWS = ["see", "learn", "train", "why", "basics"] as const;

export type View = (typeof VIEWS)[number];

/** Where an input came from. */
export type InputSource =
  | { readonly kind: "drawing" }
  /** What draws itself while nobody has drawn yet. */
  | { readonly kind: "demonstration" }
  | { readonly kind: "mnist"; readonly index: number; readonly label: number }
  /** A picture that somebody has painted over. */
  | { readonly kind: "painted" }
  /** A row of a table, chosen or typed. */
  | { readonly kind: "row" }
  /** A sound, as a network takes sounds. */
  | { readonly kind: "sound"; readonly heard: HeardSound; readonly as: SoundPreprocessing };

/** A sound, and where it came from. */
export interface HeardSound {
  readonly sound: Sound;
  readonly from:
    | { readonly kind: "microphone" }
    | { readonly kind: "ours"; readonly name: OurName }
    | { readonly kind: "file"; readonly name: string };
}

/** What the network looks at: raw values, for a picture its pixels from 0 (dark) to 255, for a sound its inputs. */
export interface NetworkInput {
  readonly values: Uint8Array | Float32Array;
  readonly source: InputSource;
}

/** One that is a picture. */
export interface PictureInput extends NetworkInput {
  readonly source: Exclude<InputSource, { readonly kind: "sound" }>;
}

export const isPicture = (input: NetworkInput): input is PictureInput => input.source.kind !== "sound";

/** A neuron, or an edge from one layer to the next. Layer 0 is the input layer, layer 1 the first with weights. */
export type Selection =
  | { readonly kind: "neuron"; readonly layer: number; readonly unit: number }
  | { readonly kind: "edge"; readonly layer: number; readonly from: number; readonly unit: number };

/** What edges show: all their weights, or of what they carry for this input, `w·a`, the strongest few of each neuron. */
export type EdgeMode = "weights" | "contributions";

export class Studio {
  view: View = $state("see");
  /** The number of the lesson that is played in Learn, "01", "class" or "sheets" for its pages for teachers; empty where it shows all of them. */
  lesson = $state("");
  /** Only the pad and the network, over all of the screen: for a classroom. */
  classroom = $state(false);
  /** The model that was loaded or trained, and how it was trained where that is known. */
  loaded: { readonly model: Model; readonly record: TrainingRecord | undefined } | undefined = $state.raw();
  /** What is changed in it by hand. */
  readonly whatIf = new WhatIf();
  /** What it looks at; `undefined` where nothing has been drawn or chosen, and then nothing is predicted. */
  input: NetworkInput | undefined = $state.raw();
  selection: Selection | undefined = $state.raw();
  edgeMode: EdgeMode = $state("contributions");
  /**
   * How far the light has come: 0 the inputs, 2l − 1 the weighted sums of layer l, 2l its activations, with the first
   * layer with weights as 1. `Infinity` where it has gone all the way.
   */
  light: number = $state(Number.POSITIVE_INFINITY);
  #compiled: CompiledModel | undefined = $state.raw();
  #wishes = 0;
  /** The wish whose model is shown. */
  #granted = 0;

  /** The model that is looked at: the loaded one with the weights and biases that were changed by hand. */
  readonly model: Model | undefined = $derived(this.whatIf.model);
  /** How that was trained: it goes into the file that it is saved as. Nothing is known of one that was changed by hand. */
  readonly record: TrainingRecord | undefined = $derived(
    this.whatIf.changes.length === 0 ? this.loaded?.record : undefined,
  );
  /** The compiled model with the parameters of `model`. */
  readonly #ready: CompiledModel | undefined = $derived.by(() => {
    if (this.model !== undefined) this.#compiled?.setParameters(this.model.parameters);
    return this.#compiled;
  });
  /** Every neuron's weighted sum and activation for the input, with those that are held as they are held. */
  readonly trace: Trace | undefined = $derived.by(() => {
    const { input, model } = this;
    if (input === undefined || model === undefined || this.#ready === undefined) return undefined;
    if (input.values.length !== model.definition.inputs) return undefined;
    // As many numbers may mean something else: pixels no sound, and a sound's inputs nothing to another network.
    const { source } = input;
    if (model.definition.preprocessing.sound !== (source.kind === "sound" ? source.as : undefined))
      return undefined;
    return this.#ready.trace(input.values, { hold: this.whatIf.held });
  });

  /** The place of a wish for another model among all wishes: to be asked for before its file is fetched. */
  wish(): number {
    return ++this.#wishes;
  }

  /**
   * Shows another model. What was selected stays selected where the model has it.
   *
   * @param wish where what was wished for later is there already, that stays
   */
  async show(model: Model, record?: TrainingRecord, wish = this.wish()): Promise<void> {
    const compiled = await compile(model);
    if (wish < this.#granted) {
      compiled.dispose();
      return;
    }
    this.#granted = wish;
    this.#compiled?.dispose();
    this.#compiled = compiled;
    this.loaded = { model, record };
    this.whatIf.begin(model);
    if (this.selection !== undefined && !exists(model, this.selection)) this.selection = undefined;
  }
}

/** Whether a model has what is selected. */
export function exists({ definition }: Model, selection: Selection): boolean {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  if (selection.layer >= sizes.length || selection.unit >= sizes[selection.layer]) return false;
  return selection.kind === "neuron" || (selection.layer > 0 && selection.from < sizes[selection.layer - 1]);
}

const KEY = Symbol("studio");

export const provideStudio = (): Studio => setContext(KEY, new Studio());

export const useStudio = (): Studio => getContext<Studio>(KEY);
