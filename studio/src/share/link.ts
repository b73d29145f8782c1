/**
 * @file A network in the fragment of an address: `#m=1.` and, in base64url, its description and its weights as bytes, one
 * scale a row, compressed, with a checksum before it. Small enough for a chat; no server sees it.
 */

import { AkariError, defineModel, type Model, type ModelDefinition } from "akari";
import { encodeModel } from "akari/formats";
import { countParameters, initializeParameters, type LayerParameters } from "akari/model";
import { pack, unpack } from "../kit/packed";
import { LIMITS } from "../network/layout";

const VERSION = 1;
const KEY = "m";

/** Above this an address no longer travels well: chats and mails cut it off. */
const MOST_PARAMETERS = 24_000;

/** In letters; what we write is far shorter. */
const LONGEST = 100_000;

/** Bytes that a link may be unpacked to: 24,000 parameters and a long description have much fewer. */
const MOST_UNPACKED = 2 ** 22;

/** Seed of the weights of a network that came without any. */
const SEED = 1;

/** Why a link could not be read. */
export type LinkProblem =
  /** A part of it is missing or changed. */
  | "damaged"
  /** It describes a network that is too large to be made for a link. */
  | "large"
  /** A newer Studio wrote it. */
  | "newer";

export class LinkError extends Error {
  override readonly name = "LinkError";
  readonly problem: LinkProblem;

  constructor(problem: LinkProblem, options?: { cause: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

/** Whether a link to this network carries its weights. */
export const carriesWeights = (definition: ModelDefinition): boolean =>
  countParameters(definition) <= MOST_PARAMETERS;

/** Whether a link can describe this network: whoever opens it gets no more weights than the page itself would train. */
export const fitsLink = (definition: ModelDefinition): boolean =>
  countParameters(definition) <= LIMITS.parameters;

/** The fragment of an address that carries a model that {@link fitsLink}, `#` included. */
export async function writeLink({ definition, parameters }: Model): Promise<string> {
  const description = new TextEncoder().encode(JSON.stringify(definition));
  const parts: Uint8Array[] = [bytesOf(Uint32Array.of(description.length)), description];
  if (carriesWeights(definition)) {
    for (const { weight, bias } of parameters) {
      const { scales, levels } = quantize(weight, bias.length);
      parts.push(bytesOf(scales), bytesOf(Float32Array.from(bias)), bytesOf(levels));
    }
  }
  return `#${KEY}=${VERSION}.${await pack(concatenate(parts))}`;
}

/** What {@link readLink} finds. */
export interface LinkedModel {
  readonly model: Model;
  /** False where the network was too large: it then has fresh weights, which have learned nothing. */
  readonly trained: boolean;
}

/**
 * Reads the model that an address carries.
 *
 * @param hash the fragment, `#` included
 * @returns `undefined` where it carries none
 * @throws LinkError where it is not what {@link writeLink} wrote
 */
export async function readLink(hash: string): Promise<LinkedModel | undefined> {
  const text = new URLSearchParams(hash.replace(/^#/, "")).get(KEY);
  if (text === null) return undefined;
  const [, version, data] = /^(\d+)\.(.+)$/.exec(text) ?? [];
  if (version === undefined || data.length > LONGEST) throw new LinkError("damaged");
  if (Number(version) !== VERSION) throw new LinkError(Number(version) > VERSION ? "newer" : "damaged");
  const content = await unpack(data, MOST_UNPACKED);
  if (content === undefined || content.length < 4) throw new LinkError("damaged");
  try {
    const read = readContent(content);
    // Numbers that are not finite, or a description that is none, could not be saved either.
    await encodeModel(read.model);
    return read;
  } catch (error) {
    // A description that is no JSON, or of no network: the link is not as it was written.
    if (error instanceof AkariError || error instanceof SyntaxError || error instanceof TypeError) {
      throw new LinkError("damaged", { cause: error });
    }
    throw error;
  }
}

function readContent(content: Uint8Array<ArrayBuffer>): LinkedModel {
  const length = viewOf(content).getUint32(0, true);
  const description = new TextDecoder().decode(content.subarray(4, 4 + length));
  const definition = defineModel(JSON.parse(description) as ModelDefinition);
  if (!fitsLink(definition)) throw new LinkError("large");
  let at = 4 + length;
  if (at === content.length) {
    return { model: { definition, parameters: initializeParameters(definition, SEED) }, trained: false };
  }
  const take = (bytes: number): Uint8Array<ArrayBuffer> => {
    if (at + bytes > content.length) throw new LinkError("damaged");
    at += bytes;
    return content.slice(at - bytes, at);
  };
  const parameters = definition.layers.map(({ units }, i): LayerParameters => {
    const inputs = i === 0 ? definition.inputs : definition.layers[i - 1].units;
    const scales = floatsOf(take(units * 4));
    const bias = floatsOf(take(units * 4));
    return { weight: restore({ scales, levels: new Int8Array(take(units * inputs).buffer) }), bias };
  });
  if (at !== content.length) throw new LinkError("damaged");
  return { model: { definition, parameters }, trained: true };
}

const bytesOf = (numbers: Uint32Array | Float32Array | Int8Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const floatsOf = (bytes: Uint8Array<ArrayBuffer>): Float32Array => new Float32Array(bytes.buffer);

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A weight matrix in bytes. */
export interface QuantizedRows {
  /** `[rows]`. */
  readonly scales: Float32Array;
  /** `[rows, columns]`: a weight is its level times its row's scale. */
  readonly levels: Int8Array;
}

const LEVELS = 127;

/** @param weight `[rows, columns]`, row by row */
function quantize(weight: ArrayLike<number>, rows: number): QuantizedRows {
  const columns = weight.length / rows;
  const scales = new Float32Array(rows);
  const levels = new Int8Array(weight.length);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++)
      largest = Math.max(largest, Math.abs(weight[i]));
    scales[row] = largest / LEVELS;
    if (largest === 0) continue;
    for (let i = row * columns; i < (row + 1) * columns; i++) {
      levels[i] = Math.round((weight[i] / largest) * LEVELS);
    }
  }
  return { scales, levels };
}

/** The weights again, `[rows, columns]`, each at most half a scale away from what it was. */
function restore({ scales, levels }: QuantizedRows): Float32Array {
  const columns = levels.length / scales.length;
  return Float32Array.from(levels, (level, i) => level * scales[Math.floor(i / columns)]);
}
