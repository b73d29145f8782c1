/**
 * @file MNIST's images from beside the page, in the pieces that scripts/studio-data.mjs writes: each is fetched when
 * somebody first wants it, and once. Runs in a Worker too, which has to say where the pieces are.
 */

import { FailureError, type FileProblem } from "../kit/failure";

/** Images from the first of `start` up to, not including, `end`. */
export interface ImageRange {
  readonly start: number;
  readonly end: number;
}

/** Told how many images have come of those that were asked for. */
export type LoadProgress = (loaded: number, total: number) => void;

/** A piece that could not be had. Its message is a sentence; `kind` and `file` are for saying it in other languages. */
export class PieceError extends FailureError {
  override readonly name = "PieceError";
  readonly kind: FileProblem;
  readonly file: string;

  constructor(kind: FileProblem, file: string) {
    super({ kind, sentence: SENTENCES[kind](file) });
    this.kind = kind;
    this.file = file;
  }
}

const SENTENCES = {
  missing: (file: string) => `MNIST's images are not beside this page: ${file} was not found there.`,
  unreachable: (file: string) => `${file} could not be fetched. Check the connection and try again.`,
  damaged: (file: string) => `${file} does not hold what it should. Load the page again.`,
} satisfies Record<FileProblem, (file: string) => string>;

interface PartIndex {
  readonly count: number;
  /** Images in a piece; the last has the rest. */
  readonly piece: number;
}

interface Index {
  readonly pixels: number;
  readonly test: PartIndex;
  readonly train: PartIndex;
}

type Part = "test" | "train";

/** MNIST in pieces at one address. What was fetched is kept. */
class Pieces {
  readonly #base: string;
  readonly #kept = new Map<string, Promise<unknown>>();

  constructor(base: string) {
    this.#base = base;
  }

  index(): Promise<Index> {
    return this.#once("index.json", async (response) => requireIndex(await response.json()));
  }

  async labels(part: Part): Promise<Uint8Array> {
    const { count } = (await this.index())[part];
    return this.#bytes(`${part}-labels.bin.gz`, count);
  }

  async images(part: Part, range?: ImageRange, onProgress?: LoadProgress) {
    const index = await this.index();
    const { count, piece } = index[part];
    const start = Math.max(0, range?.start ?? 0);
    const end = Math.min(count, range?.end ?? count);
    const images = new Uint8Array(Math.max(0, end - start) * index.pixels);
    let loaded = 0;
    const place = async (number: number): Promise<void> => {
      const from = number * piece;
      const length = Math.min(piece, count - from);
      const name = `${part}-${String(number).padStart(2, "0")}.bin.gz`;
      const bytes = await this.#bytes(name, length * index.pixels);
      const [first, last] = [Math.max(start, from), Math.min(end, from + length)];
      images.set(
        bytes.subarray((first - from) * index.pixels, (last - from) * index.pixels),
        (first - start) * index.pixels,
      );
      loaded += last - first;
      onProgress?.(loaded, end - start);
    };
    const wanted: Promise<void>[] = [];
    for (let number = Math.floor(start / piece); number * piece < end; number++) wanted.push(place(number));
    await Promise.all(wanted);
    return images;
  }

  #bytes(file: string, length: number): Promise<Uint8Array> {
    return this.#once(file, async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer());
      // Some hosts name gzip as the content's encoding, and then the browser has unpacked it already.
      return bytes.length === length ? bytes : requireLength(await unzip(bytes), length);
    });
  }

  /** Fetches and reads a file the first time. One that failed is tried anew. */
  #once<T>(file: string, read: (response: Response) => Promise<T>): Promise<T> {
    const kept = this.#kept.get(file) as Promise<T> | undefined;
    if (kept !== undefined) return kept;
    const fresh = this.#fetch(file).then((response) =>
      read(response).catch(() => {
        throw new PieceError("damaged", file);
      }),
    );
    this.#kept.set(file, fresh);
    fresh.catch(() => this.#kept.delete(file));
    return fresh;
  }

  async #fetch(file: string): Promise<Response> {
    const response = await fetch(new URL(file, this.#base)).catch(() => {
      throw new PieceError("unreachable", file);
    });
    if (!response.ok) throw new PieceError(response.status === 404 ? "missing" : "unreachable", file);
    return response;
  }
}

async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

function requireLength(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes, not ${length}`);
  return bytes;
}

function requireIndex(value: unknown): Index {
  const index = value as Partial<Index>;
  if (!(index.pixels && index.test?.piece && index.train?.piece)) throw new TypeError("no index of MNIST");
  return index as Index;
}

/** One for each address, so that all that look at MNIST share what was fetched. */
const shared = new Map<string, Pieces>();

function piecesBeside(page: string | URL): Pieces {
  const { href } = new URL("mnist/", page);
  const pieces = shared.get(href) ?? new Pieces(href);
  shared.set(href, pieces);
  return pieces;
}

/**
 * Test images, all 10,000 or those of a range.
 *
 * @param page the page's address. A Worker is told it, for it does not know
 * @returns `[n, 784]`, 0 dark to 255 bright; the caller's own
 * @throws PieceError
 */
export const loadTestImages = (
  page: string | URL = document.baseURI,
  range?: ImageRange,
): Promise<Uint8Array> => piecesBeside(page).images("test", range);

/**
 * The digit of each test image, `[10000]`: shared, not to be written to.
 *
 * @throws PieceError
 */
export const loadTestLabels = (page: string | URL = document.baseURI): Promise<Uint8Array> =>
  piecesBeside(page).labels("test");

/**
 * All of the training part: `images` `[60000, 784]`, 0 dark to 255 bright, and `labels` `[60000]`.
 *
 * @param onProgress called as pieces come, in no order of theirs
 * @throws PieceError
 */
export async function loadTraining(
  page: string | URL = document.baseURI,
  onProgress?: LoadProgress,
): Promise<{ images: Uint8Array; labels: Uint8Array }> {
  const pieces = piecesBeside(page);
  const [images, labels] = await Promise.all([
    pieces.images("train", undefined, onProgress),
    pieces.labels("train"),
  ]);
  return { images, labels };
}
