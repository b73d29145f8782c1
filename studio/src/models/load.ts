/**
 * @file Models from beside the page and from files: how they are fetched and read, what the page assumes of a file that does
 * not say it, and the figures that there are to say of a model. These are read from its own file, so that they cannot
 * differ from what is shown.
 */

import { AkariError, defineModel, type Model } from "akari";
import { type Assumption, decodeModel, type StoredModel } from "akari/formats";
import { countParameters, outputsAreProbabilities } from "akari/model";
import { PIXELS, readsDigits } from "../mnist/digits";

/** `lamps` is 784-16-16-10, whose every neuron can be seen; `reader` is larger and reads drawn digits better. */
export type BundledModel = "lamps" | "reader";

export interface Figures {
  /** Units of every layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly parameters: number;
  /** The share of its test part that it reads rightly, 0 to 1; absent where its file does not say. */
  readonly accuracy?: number;
}

/**
 * Fetches a model that lies beside the page.
 *
 * @param name the file's, without its ending
 * @throws AkariError
 */
export async function loadModel(name: string): Promise<Pick<StoredModel, "model" | "record">> {
  const file = `models/${name}.safetensors`;
  const response = await fetch(new URL(file, document.baseURI));
  if (!response.ok) {
    throw new AkariError("not-found", `${file} could not be loaded: the server answered ${response.status}.`);
  }
  return forPad(await decodeModel(new Uint8Array(await response.arrayBuffer()), { name: file }));
}

/** What a model's file says of it. */
export function figuresOf({ model: { definition }, record }: Pick<StoredModel, "model" | "record">): Figures {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  const figures = { sizes, parameters: countParameters(definition) };
  return record?.accuracy === undefined ? figures : { ...figures, accuracy: record.accuracy };
}

/**
 * What was taken to be so. By the page: `picture`, inputs that are rows of pixels; `digits`, outputs that stand for 0
 * to 9.
 */
export interface Assumed {
  readonly about: Exclude<Assumption["about"], "output"> | "picture" | "digits";
}

/** A network as the page shows it. */
export interface PadModel extends Omit<StoredModel, "assumed"> {
  /** Nothing where the file says it all. */
  readonly assumed: readonly Assumed[];
}

const SIDE = Math.sqrt(PIXELS);
/** The pad's brightest pixel. */
const BRIGHTEST = 255;

/**
 * Reads a network, whichever program wrote it.
 *
 * @param name what to call the file in messages
 * @throws AkariError where it is none that Akari reads
 */
export async function readModel(bytes: Uint8Array, name: string): Promise<PadModel> {
  return forPad(await decodeModel(bytes, { name, pictures: true }));
}

/** Takes the inputs for the pad's pixels, and ten outputs without names for digits, where a network may have them. */
export function forPad(stored: StoredModel): PadModel {
  const { model, assumed: all = [], ...rest } = stored;
  // The page shows outputs that are numbers as numbers.
  const known = all.filter((one): one is Assumption & Assumed => one.about !== "output");
  if (!isForPad(stored)) return { ...rest, model, assumed: known };
  const { definition, parameters } = dividing(model);
  const { preprocessing } = definition;
  const assumed: Assumed[] = known.filter(({ about }) => about !== "pixels");
  const options = { ...definition, preprocessing };
  if (preprocessing.image === undefined) {
    options.preprocessing = { ...preprocessing, image: [SIDE, SIDE] };
    assumed.push({ about: "picture" });
  }
  if (definition.labels === undefined && readsDigits(definition) && !outputsAreProbabilities(definition)) {
    options.labels = Array.from("0123456789");
    assumed.push({ about: "digits" });
  }
  assumed.push(...known.filter(({ about }) => about === "pixels"));
  return { ...rest, model: { definition: defineModel(options), parameters }, assumed };
}

/** A network that takes bytes as one that divides them, so that its inputs are as bright as the pad's pixels. */
function dividing({ definition, parameters }: Model): Model {
  const { takesBytes, divideBy, ...others } = definition.preprocessing;
  if (!takesBytes) return { definition, parameters };
  const [{ weight, bias }, ...layers] = parameters;
  return {
    definition: defineModel({ ...definition, preprocessing: { divideBy: BRIGHTEST, ...others } }),
    parameters: [{ weight: weight.map((w) => (w * BRIGHTEST) / divideBy), bias }, ...layers],
  };
}

/** Whether a network may be one that reads what is drawn: nothing in its file says that it is for something else. */
function isForPad({ model: { definition }, record }: StoredModel): boolean {
  const { inputs, preprocessing } = definition;
  const { table, sound, outputs, channels } = preprocessing;
  return (
    record === undefined &&
    inputs === PIXELS &&
    [table, sound, outputs, channels].every((given) => given === undefined)
  );
}
