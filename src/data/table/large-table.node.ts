/**
 * @file A table that memory has no room for. Its rows lie in a temporary file as they were read; once it is known how
 * they are prepared, they are written to another one as inputs, in chunks that a network learns from one by one.
 */

import type { Preprocessing } from "../../model/preprocessing.js";
import { randomGenerator } from "../../model/random.js";
import { type ChunkSizes, ChunkWriter, USUAL_SIZES } from "../chunk-file.node.js";
import type { ChunkedDataset } from "../chunked-dataset.js";
import type { DatasetShape } from "../dataset.js";
import { DataHash, type Fingerprint } from "../fingerprint.js";
import { PART_NAMES, type PartName, RowParts, textNumber } from "../row-parts.js";
import type { SplitOptions } from "../split.js";
import { TemporaryFile } from "../temporary-file.node.js";
import { isFrom, manyTimesCuts, requireTimes, type TimeCuts, tooFewTimes } from "../time-split.js";
import type { InputColumn } from "./column-kind.js";
import type { Encoding } from "./encoding.js";
import { TableExamples } from "./examples.js";
import { learnBlocks, MEDIAN_SAMPLE, type ReadBlocks } from "./learn-blocks.node.js";
import type { LearnOptions } from "./learn-columns.js";
import { readRecords, type TableProgress } from "./records.node.js";
import { blockRows, RowBlocks } from "./row-blocks.node.js";
import { RowEncoder } from "./row-encoder.js";
import type { TableScheme } from "./scheme.js";
import { TableFill, type TableRows } from "./table-rows.js";
import { UnseenTally } from "./unseen.js";

/** The parts of a large table, ready for a network. A part without rows is absent. */
export interface LargeParts {
  readonly preprocessing: Preprocessing;
  readonly training?: ChunkedDataset;
  readonly validation?: ChunkedDataset;
  readonly test?: ChunkedDataset;
  /** Of all rows, each block's by the parts that they are divided into. */
  readonly fingerprint: Fingerprint;
  /** From which time on rows are validated and tested on, where the table is split by time. */
  readonly cuts?: TimeCuts;
}

/** @param number the row's among all */
type PartOf = (block: TableRows, row: number, number: number) => PartName;

export class LargeTable {
  readonly name: string;
  readonly rows: number;
  /** What was decided and what to beware of, a sentence each. */
  readonly notes: readonly string[];
  readonly #scheme: TableScheme;
  readonly #blocks: RowBlocks;
  readonly #learn: LearnOptions;
  readonly #sizes: ChunkSizes;
  readonly #files: TemporaryFile[];

  private constructor(
    scheme: TableScheme,
    file: TemporaryFile,
    read: { readonly blocks: RowBlocks; readonly rows: number; readonly notes: readonly string[] },
    learn: LearnOptions,
    sizes: ChunkSizes,
  ) {
    this.name = scheme.table;
    this.rows = read.rows;
    this.notes = read.notes;
    this.#scheme = scheme;
    this.#blocks = read.blocks;
    this.#learn = learn;
    this.#sizes = sizes;
    this.#files = [file];
  }

  /**
   * Reads a table that has been looked at.
   *
   * @throws AkariError as readTable does, and `invalid-file` where a temporary file has no room
   */
  static async read(
    scheme: TableScheme,
    encoding: Encoding,
    learn: LearnOptions,
    onProgress: (progress: TableProgress) => void,
    sizes: ChunkSizes = USUAL_SIZES,
  ): Promise<LargeTable> {
    const file = await TemporaryFile.create();
    try {
      const blocks = new RowBlocks(file);
      const room = Math.min(scheme.rows, blockRows(scheme.header.length));
      const fill = new TableFill(scheme, room, textNumber);
      const write = (): void => {
        if (fill.block().rows > 0) blocks.append(fill.block());
        fill.clear();
      };
      const row = (cells: readonly string[], line: number): void => {
        if (fill.isFull) write();
        fill.see(cells, line);
      };
      await readRecords(scheme.table, encoding, { header: () => undefined, row }, onProgress);
      write();
      const warnings = scheme.warnings.map((warning) => `Beware: ${warning}`);
      const notes = [...fill.requireWhole(), ...warnings];
      return new LargeTable(scheme, file, { blocks, rows: fill.kept, notes }, learn, sizes);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Splits the table and prepares it by what its training part shows.
   *
   * @param onRows is told how many rows are ready
   * @throws AkariError `invalid-data` where a part would be empty, or nothing can be learned from it
   */
  async splitAndPrepare(split: SplitOptions, onRows: (rows: number) => void = () => {}): Promise<LargeParts> {
    const parts = await this.#parts(split);
    onRows(0);
    const preprocessing = await learnBlocks(this.#reader(parts.of), this.#learn, split.seed);
    return this.encode(preprocessing, split, onRows);
  }

  /** Its parts as a preprocessing makes them: one from {@link splitAndPrepare}, or a model's. */
  async encode(
    preprocessing: Preprocessing,
    split: SplitOptions,
    onRows: (rows: number) => void = () => {},
  ): Promise<LargeParts> {
    const parts = await this.#parts(split);
    const read = this.#reader(parts.of);
    const counts = { training: 0, validation: 0, test: 0 };
    for await (const { rows } of read()) for (const part of PART_NAMES) counts[part] += rows[part].length;
    new RowParts(split).requireRows(counts, this.name);
    const file = await TemporaryFile.create();
    this.#files.push(file);
    const hasWeights = this.#scheme.roles.weight !== undefined;
    const writer = (part: PartName): ChunkWriter => {
      const random = randomGenerator(split.seed, `deal/${part}`);
      const shape = this.#shape(`${this.name}, ${part} part`, counts[part], preprocessing);
      return new ChunkWriter(file, shape, hasWeights, random, this.#sizes);
    };
    const whole = new DataHash();
    const writers = { training: writer("training"), validation: writer("validation"), test: writer("test") };
    const unseen = { training: new UnseenTally(), validation: new UnseenTally(), test: new UnseenTally() };
    let done = 0;
    for await (const { block, rows } of read()) {
      const examples = new TableExamples(block, this.#learn);
      for (const part of PART_NAMES) {
        const encoded = examples.encode(rows[part], preprocessing, this.name);
        writers[part].add(encoded);
        unseen[part].add(encoded.unseen ?? []);
        whole.add({ features: encoded.features, targets: encoded.targets });
      }
      done += block.rows;
      onRows(done);
    }
    const { features, targets } = this.#shape("", 0, preprocessing);
    const finished = PART_NAMES.flatMap((part) =>
      counts[part] === 0 ? [] : [[part, { ...writers[part].finish(), unseen: unseen[part].found }] as const],
    );
    return {
      preprocessing,
      ...Object.fromEntries(finished),
      fingerprint: {
        name: this.name,
        rows: this.rows,
        columns: features.columns,
        hash: whole.digest(targets),
      },
      ...(parts.cuts === undefined ? {} : { cuts: parts.cuts }),
    };
  }

  /** What a person should know of how it is learned from. @param parts its training part and others */
  describe({ training }: LargeParts): string {
    const chunks = training?.chunks ?? [];
    const [most = 0] = [...chunks].sort((a, b) => b - a);
    const megabytes = Math.ceil(this.#files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
    return (
      `Too large for memory: learned from in ${chunks.length} random chunks of ${most.toLocaleString("en")} rows, ` +
      `kept in temporary files of ${megabytes.toLocaleString("en")} MB. Medians are those of up to ` +
      `${MEDIAN_SAMPLE.toLocaleString("en")} rows.`
    );
  }

  /** The column that says when each row was, where the table is to be split by that. */
  get time(): InputColumn | undefined {
    return this.#scheme.time?.column;
  }

  /** What was decided about the file itself, a sentence each. */
  get fileNotes(): readonly string[] {
    return this.#scheme.fileNotes;
  }

  /** Gives its temporary files' room back. Its parts cannot be read any more. */
  async close(): Promise<void> {
    await Promise.all(this.#files.splice(0).map((file) => file.close()));
  }

  /** What each row is for. */
  async #parts(split: SplitOptions): Promise<{ readonly of: PartOf; readonly cuts?: TimeCuts }> {
    if (split.by !== "time") {
      const parts = new RowParts(split);
      return { of: ({ groups }, row, number) => parts.of(groups?.[row] ?? number) };
    }
    const blocks = this.#blocks;
    const cuts = await manyTimesCuts(
      async function* read() {
        for await (const block of blocks.read()) yield requireTimes({ ...block, name: block.table });
      },
      this.rows,
      split,
    );
    if (cuts === undefined) throw tooFewTimes(this.name);
    const { validation, test } = cuts;
    const of: PartOf = ({ times = new Float64Array() }, row) => {
      if (test !== undefined && isFrom(times[row], test)) return "test";
      return validation !== undefined && isFrom(times[row], validation) ? "validation" : "training";
    };
    return { of, cuts };
  }

  #reader(partOf: PartOf): ReadBlocks {
    const blocks = this.#blocks;
    return async function* read() {
      let first = 0;
      for await (const block of blocks.read()) {
        const rows: Record<PartName, number[]> = { training: [], validation: [], test: [] };
        for (let row = 0; row < block.rows; row++) {
          rows[partOf(block, row, first + row)].push(row);
        }
        first += block.rows;
        yield {
          block,
          rows: {
            training: Uint32Array.from(rows.training),
            validation: Uint32Array.from(rows.validation),
            test: Uint32Array.from(rows.test),
          },
        };
      }
    };
  }

  #shape(name: string, rows: number, preprocessing: Preprocessing): DatasetShape {
    const { target } = this.#scheme;
    const { table = { columns: [], targets: [] } } = preprocessing;
    return {
      name,
      features: { rows, columns: new RowEncoder(table).inputs },
      targets:
        target.kind === "classes"
          ? { kind: "classes", names: target.names }
          : { kind: "values", columns: target.names.length },
      preprocessing,
    };
  }
}
