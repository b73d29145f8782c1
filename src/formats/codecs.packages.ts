/**
 * @file Models in any format of the table: from bytes and to bytes, from a place and to one. It runs in Node and in browsers;
 * what reads or writes a format, packages above all, is loaded when one asks for it.
 */

import type { Bytes } from "../bytes.js";
import type { EngineOptions } from "../engine/engine.js";
import { AkariError, invalidArgument, requireOptions } from "../error.js";
import { type Model, requireModel } from "../model/model.js";
import type { TensorNames } from "./description/model-description.js";
import type { TrainingRecord } from "./description/training-record.js";
import type { ImportHints } from "./foreign/import-hints.js";
import { compileStored, type LoadedModel, type ModelSource, readSource } from "./load-save.js";
import type { LayerChoice } from "./safetensors/torch-order.js";
import { requirePlace, saveBytes } from "./stored.js";
import type { StoredModel, StoredParameters } from "./stored-model.js";
import {
  explained,
  FORMATS,
  type FormatName,
  formatOfName,
  type ReadFormat,
  recognizeFormat,
  takesOption,
  WRITTEN_FORMATS,
  type WritingOption,
  type WrittenFormat,
} from "./table.js";

/** What a file is called, and of which format it is, where that is known. */
export interface FileOptions {
  /** What to call it in messages. */
  readonly name?: string | undefined;
  /** Told by its content where left out, that of an ONNX file also by its name. */
  readonly format?: ReadFormat | undefined;
}

/** Which file it is, and what to know of a network whose file does not say it. */
export interface DecodeOptions extends FileOptions, ImportHints {}

export interface EncodeOptions {
  /** `safetensors`, Akari's own, where left out. */
  readonly format?: WrittenFormat | undefined;
  /** How the model was trained. Programs in TypeScript and PyTorch have no place for it. */
  readonly record?: TrainingRecord | undefined;
  /** What the file will be called; its ending may be left out. A PyTorch program looks for its weights by it. */
  readonly name?: string | undefined;
  /**
   * Of `safetensors`: what to call each layer's tensors. A run that started from a file's weights gives that file's names
   * ({@link decodeParameters}), so that the program they came from finds them again; left out, layer `i` has
   * `2i.weight` and `2i.bias`, for PyTorch counts the activation after each layer as a module of its own.
   */
  readonly names?: readonly TensorNames[] | undefined;
  /**
   * Of `onnx`: whether the graph begins with raw inputs and ends with an answer, or is the layers alone, which take the
   * first layer's inputs. True where left out; for models of sounds, whose preprocessing ONNX cannot hold, false.
   */
  readonly preprocessing?: boolean | undefined;
}

/** A file, and what it is called. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Bytes;
}

/** A model as a file. */
export interface EncodedModel {
  readonly bytes: Bytes;
  /** What has to lie in the same folder: the weights that a PyTorch program loads. */
  readonly beside: readonly NamedFile[];
  /** What there is to say of it, a sentence each: what an ONNX graph takes in and gives. */
  readonly notes: readonly string[];
}

const FILE_OPTIONS = ["name", "format"] satisfies (keyof FileOptions)[];
const CHOICE = ["order", "prefix"] satisfies (keyof LayerChoice)[];
const HINTS = [
  ...CHOICE,
  "activations",
  "divideBy",
  "graphOutput",
  "output",
  "pictures",
] satisfies (keyof ImportHints)[];
const SAVE_OPTIONS = ["format", "record", "names", "preprocessing"] satisfies (keyof EncodeOptions)[];

interface Decoder {
  readonly model: (bytes: Uint8Array, name: string, hints: ImportHints) => StoredModel;
  readonly parameters: (bytes: Uint8Array, name: string, choice: LayerChoice) => StoredParameters;
}

const DECODERS: Readonly<Record<ReadFormat, () => Promise<Decoder>>> = {
  keras: async () => {
    const { decodeKeras, decodeKerasParameters } = await import("./keras/decode.packages.js");
    return { model: decodeKeras, parameters: decodeKerasParameters };
  },
  onnx: async () => {
    const { decodeOnnx, decodeOnnxParameters } = await import("./onnx/decode.js");
    return { model: decodeOnnx, parameters: decodeOnnxParameters };
  },
  safetensors: async () => {
    const { decodeSafetensorsModel, decodeSafetensorsParameters } = await import(
      "./safetensors/torch-layers.js"
    );
    return { model: decodeSafetensorsModel, parameters: decodeSafetensorsParameters };
  },
};

type Encoded = Pick<EncodedModel, "bytes"> & Partial<EncodedModel>;
type Encoder = (model: Model, options: EncodeOptions) => Encoded | Promise<Encoded>;

const asText = (program: string): Bytes => new TextEncoder().encode(program);

const ENCODERS: Readonly<Record<WrittenFormat, () => Promise<Encoder>>> = {
  onnx: async () => {
    const { encodeOnnx, onnxNotes } = await import("./onnx/encode.js");
    return (model, { record, preprocessing }) => {
      const bytes = encodeOnnx(model, record, preprocessing === undefined ? {} : { preprocessing });
      return { bytes, notes: onnxNotes(model.definition, bytes, preprocessing) };
    };
  },
  pytorch: async () => {
    const { encodePytorch } = await import("./pytorch/encode.js");
    return async (model, { name = "model" }) => {
      // Not MODEL.safetensors, which the model's own file is likely to be.
      const weightsFile = `${name.replace(/\.py$/, "")}.pytorch.safetensors`;
      const { program, weights } = await encodePytorch(model, weightsFile);
      return { bytes: asText(program), beside: [{ name: weightsFile, bytes: weights }] };
    };
  },
  typescript: async () => {
    const { encodeTypescript } = await import("./typescript/encode.js");
    return (model) => ({ bytes: asText(encodeTypescript(model)) });
  },
  safetensors: async () => {
    const { encodeSafetensorsModel } = await import("./safetensors/model-file.js");
    return (model, { record, names }) => ({ bytes: encodeSafetensorsModel(model, record, { names }) });
  },
};

/**
 * Reads a model: Akari's own file, an ONNX file, weights of PyTorch's in safetensors, or Keras 3's `.keras` file.
 *
 * @param options what to know of a network whose file does not say it, its logits and the scale of its pixels among it;
 * the rest is assumed and said in `assumed`
 * @throws AkariError `invalid-file` where it is not a sound model, naming what it is where its contents tell it;
 * `invalid-argument` where the file says what the options say, `not-found` where the reader of its format could not be
 * loaded, as a page that is offline may find
 * @example
 * ```ts
 * const { model, assumed } = await decodeModel(bytes, { name: file.name });
 * ```
 */
export async function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): Promise<StoredModel> {
  requireOptions(options, [...FILE_OPTIONS, ...HINTS], "Reading a model");
  const { name = "The model", format = recognizeFormat(bytes, name), ...hints } = options;
  return explained(bytes, name, async () => (await decoderOf(format)).model(bytes, name, hints));
}

/**
 * Reads the weights and biases of dense layers, to start a run from: those of a model as its file has them, or all that a
 * safetensors file of another program's holds, whatever its tensors are called. Normalisation of the inputs is folded into
 * the first layer.
 *
 * @param options which layers, and in which order, where a file of weights alone does not tell it
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, holds other tensors or several networks, or
 * its layers follow each other in no order or in several; `invalid-argument` where the choice does not fit it
 * @example
 * ```ts
 * const { parameters } = await decodeParameters(bytes, { name: "weights.safetensors" });
 * ```
 */
export async function decodeParameters(
  bytes: Uint8Array,
  options: FileOptions & LayerChoice = {},
): Promise<StoredParameters> {
  requireOptions(options, [...FILE_OPTIONS, ...CHOICE], "Reading weights");
  const { name = "The model", format = recognizeFormat(bytes, name), ...choice } = options;
  return explained(bytes, name, async () => (await decoderOf(format)).parameters(bytes, name, choice));
}

/**
 * A model as the bytes of a file: Akari's own, an ONNX file, or a program in TypeScript or PyTorch. The same arguments give
 * the same bytes.
 *
 * @throws AkariError `invalid-model` where the parameters do not fit the definition or the record or names are not sound,
 * `diverged` where a parameter is NaN or infinite, `invalid-argument` for an option that the format does not take
 * @example
 * ```ts
 * const { bytes } = await encodeModel(model, { format: "onnx" });
 * ```
 */
export async function encodeModel(model: Model, options: EncodeOptions = {}): Promise<EncodedModel> {
  requireOptions(options, [...SAVE_OPTIONS, "name"], "Writing a model");
  requireModel(model);
  const { format = "safetensors" } = options;
  if (!WRITTEN_FORMATS.includes(format)) {
    throw invalidArgument(`A model can be written as ${WRITTEN_FORMATS.join(", ")}, not as ${format}.`);
  }
  for (const option of ["names", "preprocessing"] as const satisfies readonly WritingOption[]) {
    if (options[option] === undefined || takesOption(format, option)) continue;
    throw invalidArgument(`${option} would be ignored: it is not for ${format}.`);
  }
  const encode = await loaded(format, "writes", ENCODERS[format]());
  return { beside: [], notes: [], ...(await encode(model, options)) };
}

const decoderOf = (format: ReadFormat): Promise<Decoder> => loaded(format, "reads", DECODERS[format]());

async function loaded<T>(format: FormatName, does: "reads" | "writes", loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (cause) {
    throw new AkariError(
      "not-found",
      `The part of Akari that ${does} ${FORMATS[format].title} files could not be loaded. Check the connection and try again.`,
      { cause },
    );
  }
}

/** Which engine computes, and what to know of a network whose file does not say it. */
export interface LoadOptions extends EngineOptions, ImportHints {}

/**
 * Loads a model of any format and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer
 * needed.
 *
 * It opens Akari's own file, ONNX files, any safetensors file of dense layers, and Keras 3's `.keras` files of dense layers.
 * What a file does not say can be given as options, or is assumed and said in `assumed`.
 *
 * @param source its address, in Node, Deno and Bun also its path, in browsers also `indexeddb://NAME`; its bytes, a `Blob` or
 * a `Response`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 * @example
 * ```ts
 * const model = await load(file, { divideBy: 255 });
 * ```
 */
export async function load(source: ModelSource, options: LoadOptions = {}): Promise<LoadedModel> {
  requireOptions(options, ["engine", ...HINTS], "Loading");
  const { engine, ...hints } = options;
  const { bytes, name } = await readSource(source);
  return compileStored(await decodeModel(bytes, { ...hints, name }), engine);
}

/**
 * Saves a model in any format that is written, and beside it the files that it needs.
 *
 * @param place a path, where what is there is replaced in one step. In browsers `indexeddb://NAME`, which the browser keeps
 * for the site, or the name of a download
 * @param options how, as for `encodeModel`. The format is that of the name's ending where it is left out, and Akari's own
 * where that is of none
 * @returns the places of all its files, `place` the first
 * @throws AkariError for what `encodeModel` refuses, `not-found` where the folder does not exist, `invalid-argument`
 * where it cannot be written to, `unsupported` where the browser does not keep it
 * @example
 * ```ts
 * await save(model, "net.safetensors");
 * await save(model, "net.onnx");
 * ```
 */
export async function save(
  model: Model,
  place: string,
  options: Omit<EncodeOptions, "name"> = {},
): Promise<readonly string[]> {
  requireOptions(options, SAVE_OPTIONS, "Saving");
  requireModel(model);
  requirePlace(place);
  const name = place.split(/[\\/]/).at(-1) ?? "";
  const folder = place.slice(0, place.length - name.length);
  const { format = formatOfName(place) } = options;
  const { bytes, beside } = await encodeModel(model, { ...options, format, name });
  const files = [
    { place, bytes },
    ...beside.map((file) => ({ place: folder + file.name, bytes: file.bytes })),
  ];
  for (const file of files) await saveBytes(file.place, file.bytes);
  return files.map((file) => file.place);
}
