/**
 * @file A table that memory has no room for. Its rows lie in a temporary file as they were read; once it is known how
 * they are prepared, they are written to another one as inputs, in chunks that a network learns from one by one.
 * Both lie block by block.
 */

import type { Preprocessing } from "../../model/preprocessing.js";
import { mix, randomGenerator } from "../../model/random.js";
import { type ChunkSizes, ChunkWriter, DEFAULT_SIZES, TemporaryFile } from "../chunk-file.node.js";
import type { ChunkedDataset, DatasetShape, Fingerprint } from "../dataset.js";
import { DataHash } from "../fingerprint.js";
import {
  type BlockSplit,
  PART_NAMES,
  type PartName,
  type Parts,
  requireParts,
  type SplitOptions,
  splitBlocks,
} from "../split.js";
import type { TimeCuts } from "../split-time.js";
import type { InputColumn } from "./column-kind.js";
import { TableExamples } from "./examples.js";
import { fitPasses, type PreprocessingOptions } from "./fit-preprocessing.js";
import { InputEncoder } from "./row-encoder.js";
import type { TableSchema } from "./schema.js";
import { TableFill, type TableRows } from "./table-rows.js";
import { UnseenTally } from "./unseen.js";

/** A median is that of at most so many numbers. */
const MEDIAN_SAMPLE = 100_000;
/** Samples of all columns together have at most so many numbers, or each this many. */
const ALL_SAMPLES = 2 ** 22;
const SMALLEST_SAMPLE = 1000;

const sampleRoom = (columns: number): number =>
  Math.min(MEDIAN_SAMPLE, Math.max(SMALLEST_SAMPLE, Math.floor(ALL_SAMPLES / columns)));

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

export class LargeTable {
  readonly name: string;
  readonly rows: number;
  /** What was decided and what to beware of, a sentence each. */
  readonly notes: readonly string[];
  readonly #schema: TableSchema;
  readonly #blocks: RowBlocks;
  readonly #options: PreprocessingOptions;
  readonly #sizes: ChunkSizes;
  readonly #files: TemporaryFile[];

  private constructor(
    schema: TableSchema,
    file: TemporaryFile,
    read: { readonly blocks: RowBlocks; readonly rows: number; readonly notes: readonly string[] },
    options: PreprocessingOptions,
    sizes: ChunkSizes,
  ) {
    this.name = schema.table;
    this.rows = read.rows;
    this.notes = read.notes;
    this.#schema = schema;
    this.#blocks = read.blocks;
    this.#options = options;
    this.#sizes = sizes;
    this.#files = [file];
  }

  /**
   * Reads a table that has been looked at.
   *
   * @param readRows shows the table's rows to what keeps them
   * @throws AkariError as readTable does, and `invalid-file` where a temporary file has no room
   */
  static async read(
    schema: TableSchema,
    readRows: (fill: TableFill) => Promise<void>,
    options: PreprocessingOptions,
    sizes: ChunkSizes = DEFAULT_SIZES,
  ): Promise<LargeTable> {
    const file = await TemporaryFile.create();
    try {
      const room = Math.min(schema.rows, blockRows(schema.header.length));
      const fill = new TableFill(schema, { room, groupNumber, write: (block) => blocks.append(block) });
      const blocks = new RowBlocks(file, fill.block(room));
      await readRows(fill);
      const warnings = schema.warnings.map((warning) => `Beware: ${warning}`);
      const notes = [...fill.finish(), ...warnings];
      return new LargeTable(schema, file, { blocks, rows: fill.kept, notes }, options, sizes);
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
    const parts = await this.#split(split);
    onRows(0);
    const passes = fitPasses(this.#blocks.layout, this.#options, {
      room: sampleRoom(this.#schema.inputs.length),
      seed: split.seed,
    });
    let pass = passes.next();
    while (!pass.done) {
      for await (const { block, rows } of this.#read(parts)) pass.value(block, rows.training);
      pass = passes.next();
    }
    return this.encode(pass.value, split, onRows);
  }

  /** Its parts as a preprocessing makes them: one from {@link splitAndPrepare}, or a model's. */
  async encode(
    preprocessing: Preprocessing,
    split: SplitOptions,
    onRows: (rows: number) => void = () => {},
  ): Promise<LargeParts> {
    const parts = await this.#split(split);
    const counts = { training: 0, validation: 0, test: 0 };
    for await (const { rows } of this.#read(parts))
      for (const part of PART_NAMES) counts[part] += rows[part].length;
    requireParts(counts, split, this.name);
    const file = await TemporaryFile.create();
    this.#files.push(file);
    const hasWeights = this.#schema.roles.weight !== undefined;
    const writer = (part: PartName): ChunkWriter => {
      const random = randomGenerator(split.seed, `deal/${part}`);
      const shape = this.#shape(`${this.name}, ${part} part`, counts[part], preprocessing);
      return new ChunkWriter(file, shape, hasWeights, random, this.#sizes);
    };
    const whole = new DataHash();
    const writers = { training: writer("training"), validation: writer("validation"), test: writer("test") };
    const unseen = { training: new UnseenTally(), validation: new UnseenTally(), test: new UnseenTally() };
    let done = 0;
    for await (const { block, rows } of this.#read(parts)) {
      const examples = new TableExamples(block, this.#options);
      for (const part of PART_NAMES) {
        const encoded = examples.encode(rows[part], preprocessing, this.name);
        writers[part].add(encoded);
        unseen[part].merge(encoded.unseen ?? []);
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
    return this.#schema.time?.column;
  }

  /** What was decided about the file itself, a sentence each. */
  get fileNotes(): readonly string[] {
    return this.#schema.fileNotes;
  }

  /** Gives its temporary files' room back. Its parts cannot be read any more. */
  async close(): Promise<void> {
    await Promise.all(this.#files.splice(0).map((file) => file.close()));
  }

  #split(options: SplitOptions): Promise<BlockSplit> {
    const { name, rows } = this;
    return splitBlocks({ name, rows, read: () => this.#blocks.read() }, options);
  }

  /** All blocks, and the places in them of the rows of each part. */
  async *#read(parts: BlockSplit): AsyncGenerator<{ block: TableRows; rows: Parts }, void, void> {
    let first = 0;
    for await (const block of this.#blocks.read()) {
      yield { block, rows: parts.of(block, first) };
      first += block.rows;
    }
  }

  #shape(name: string, rows: number, preprocessing: Preprocessing): DatasetShape {
    const { target } = this.#schema;
    const { table = { columns: [], targets: [] } } = preprocessing;
    return {
      name,
      features: { rows, columns: new InputEncoder(table).inputs },
      targets:
        target.kind === "classes"
          ? { kind: "classes", names: target.names }
          : { kind: "values", columns: target.names.length },
      preprocessing,
    };
  }
}

/** A number for a group's text, from all of its characters: a list of all texts may have no room. */
function groupNumber(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = mix(Math.imul(hash, 0x9e3779b1) + text.charCodeAt(i));
  return hash >>> 0;
}

/** About how many bytes a block has in memory. */
const BLOCK_BYTES = 2 ** 23;
const FEWEST_ROWS = 64;

/** How many rows a block should have. @param columns of the file */
const blockRows = (columns: number): number =>
  Math.max(FEWEST_ROWS, Math.floor(BLOCK_BYTES / (8 * (columns + 2))));

type Column = Float64Array | Float32Array | Uint32Array | Uint16Array;

export class RowBlocks {
  readonly #file: TemporaryFile;
  readonly #blocks: { readonly at: number; readonly rows: number }[] = [];
  /** What all blocks are like, and where they are read into. */
  readonly layout: TableRows;

  /** @param room a block with room for the rows of any other, not used for anything else when blocks are read */
  constructor(file: TemporaryFile, room: TableRows) {
    this.#file = file;
    this.layout = room;
  }

  /** @throws AkariError `invalid-file` where the disk is full */
  append(block: TableRows): void {
    const [first, ...others] = arraysOf(block);
    const at = this.#file.append(first);
    for (const array of others) this.#file.append(array);
    this.#blocks.push({ at, rows: block.rows });
  }

  /** Reads all blocks; each stands until the next one is asked for. */
  async *read(): AsyncGenerator<TableRows, void, void> {
    for (const { at, rows } of this.#blocks) {
      const block = firstRows(this.layout, rows);
      let from = at;
      for (const array of arraysOf(block)) {
        await this.#file.read(array, from);
        from += array.byteLength;
      }
      yield block;
    }
  }
}

/** What a block consists of, in the order in which it is written. */
const arraysOf = ({ columns, task, lines, groups, weights, times }: TableRows): Column[] => [
  ...columns.map(({ cells }) => cells),
  task.kind === "classes" ? task.classes : task.values,
  lines,
  ...(groups === undefined ? [] : [groups]),
  ...(weights === undefined ? [] : [weights]),
  ...(times === undefined ? [] : [times]),
];

const firstRows = (block: TableRows, rows: number): TableRows =>
  withArrays(block, rows, (array, width) => array.subarray(0, rows * width) as typeof array);

/** @param change gives an array in place of one of so many numbers a row */
function withArrays(
  block: TableRows,
  rows: number,
  change: <T extends Column>(array: T, width: number) => T,
): TableRows {
  const { task, groups, weights, times } = block;
  return {
    ...block,
    rows,
    columns: block.columns.map(({ column, cells }) => ({ column, cells: change(cells, 1) })),
    task:
      task.kind === "classes"
        ? { ...task, classes: change(task.classes, 1) }
        : { ...task, values: change(task.values, task.names.length) },
    lines: change(block.lines, 1),
    ...(groups === undefined ? {} : { groups: change(groups, 1) }),
    ...(weights === undefined ? {} : { weights: change(weights, 1) }),
    ...(times === undefined ? {} : { times: change(times, 1) }),
  };
}
