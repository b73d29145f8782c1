/**
 * @file Data in a network's engine: all at once, or, of a data set in chunks, one chunk at a time.
 */

import { type ChunkedDataset, isChunked } from "../data/chunked-dataset.js";
import type { Dataset } from "../data/dataset.js";
import type { AttachedData, EngineNetwork } from "../engine/engine.js";

/** What is in the engine now. */
export interface AttachedChunk {
  readonly data: Dataset;
  readonly attached: AttachedData;
}

export class AttachedChunks {
  /** How many rows each chunk has; a single one where all are in memory. */
  readonly chunks: readonly number[];
  readonly #network: EngineNetwork;
  readonly #source: ChunkedDataset | undefined;
  readonly #weighted: (data: Dataset) => Dataset;
  #chunk = 0;
  #now: AttachedChunk | undefined;

  /**
   * @param weighted gives the rows the weights that they are to have
   * @throws AkariError `invalid-data` where data in memory do not fit the network
   */
  constructor(
    network: EngineNetwork,
    data: Dataset | ChunkedDataset,
    weighted: (data: Dataset) => Dataset = (same) => same,
  ) {
    this.#network = network;
    this.#weighted = weighted;
    if (isChunked(data)) {
      this.chunks = data.chunks;
      this.#source = data;
    } else {
      this.chunks = [data.features.rows];
      this.#now = this.#attach(data);
    }
  }

  /** Brings a chunk into the engine, in place of the one before. @param chunk counted from 0 */
  async chunk(chunk: number): Promise<AttachedChunk> {
    if (this.#now !== undefined && chunk === this.#chunk) return this.#now;
    if (this.#source === undefined) throw new Error(`Data in memory have no chunk ${chunk}.`);
    this.#now = this.#attach(await this.#source.load(chunk), this.#now?.attached);
    this.#chunk = chunk;
    return this.#now;
  }

  #attach(rows: Dataset, replaced?: AttachedData): AttachedChunk {
    const data = this.#weighted(rows);
    return { data, attached: this.#network.attach(data, replaced) };
  }
}
