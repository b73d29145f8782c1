/**
 * @file The formats of models, a row each. What is read and what is written, by what name, and how a file's format is
 * told derives from it: `decodeModel`, `encodeModel`, `load` and `save`, the command's `--init` and `export --to`, what the
 * Studio opens, and the sentences about other files. Their code is found in `codecs.packages.ts` and loaded with the first
 * file of that format.
 */

import { AkariError } from "../error.js";

/** What decides how a model is written, beside the model itself. */
export type WritingOption = "names" | "preprocessing";

/** A format of models. */
export interface Format {
  /** As messages call it. */
  readonly title: string;
  /** What the names of its files end with. */
  readonly extension: string;
  /** Of a format that is read: whether a file is one, by its beginning or its name. */
  readonly recognizes?: (bytes: Uint8Array, name: string) => boolean;
  /** Of a format that is written: what there is to choose. */
  readonly options?: readonly WritingOption[];
}

/** In the order in which a file is tried. */
export const FORMATS = {
  keras: {
    title: "Keras",
    extension: ".keras",
    // Keras 3's files are zips, and nothing else that can be opened is; PyTorch's .pt are zips too.
    recognizes: (bytes: Uint8Array) => [0x50, 0x4b, 0x03, 0x04].every((byte, i) => bytes[i] === byte),
  },
  onnx: {
    title: "ONNX",
    extension: ".onnx",
    // It begins with the number of its version, where a safetensors file has the length of its header, whose upper half
    // is 0.
    recognizes: (bytes: Uint8Array, name: string) =>
      /\.onnx$/i.test(name) || (bytes[0] === 0x08 && bytes.subarray(4, 8).some((byte) => byte !== 0)),
    options: ["preprocessing"],
  },
  pytorch: { title: "PyTorch", extension: ".py", options: [] },
  typescript: { title: "TypeScript", extension: ".ts", options: [] },
  safetensors: {
    title: "safetensors",
    extension: ".safetensors",
    // Akari's own is what it is taken for at last: its reader says what is wrong with others.
    recognizes: () => true,
    options: ["names"],
  },
} as const satisfies Readonly<Record<string, Format>>;

/**
 * A model format.
 *
 * @useDeclaredType
 */
export type FormatName = keyof typeof FORMATS;

/** The formats whose rows have such a cell. */
type FormatWith<Cell extends keyof Format> = {
  [Name in FormatName]: Cell extends keyof (typeof FORMATS)[Name] ? Name : never;
}[FormatName];

/**
 * A model format that Akari reads.
 *
 * @useDeclaredType
 */
export type ReadFormat = FormatWith<"recognizes">;
/**
 * A model format that Akari writes.
 *
 * @useDeclaredType
 */
export type WrittenFormat = FormatWith<"options">;

const NAMES = Object.keys(FORMATS) as FormatName[];
const READ_FORMATS: readonly ReadFormat[] = NAMES.filter(
  (name): name is ReadFormat => "recognizes" in FORMATS[name],
);
export const WRITTEN_FORMATS: readonly WrittenFormat[] = NAMES.filter(
  (name): name is WrittenFormat => "options" in FORMATS[name],
);

/** What the files of models are called that can be opened: Akari's own first. */
export const MODEL_EXTENSIONS: readonly string[] = READ_FORMATS.map(
  (name) => FORMATS[name].extension,
).reverse();

/** Whether a format is written in several ways. */
export const takesOption = (format: WrittenFormat, option: WritingOption): boolean =>
  FORMATS[format].options.some((one) => one === option);

/** The format that a file of this name is written in; undefined where its ending is of none. */
export const formatOfName = (name: string): WrittenFormat | undefined =>
  WRITTEN_FORMATS.find((format) => name.toLowerCase().endsWith(FORMATS[format].extension));

/** The format that a file is read as: that of its content, or at last Akari's own. */
export const recognizeFormat = (bytes: Uint8Array, name: string): ReadFormat =>
  READ_FORMATS.find((format) => FORMATS[format].recognizes(bytes, name)) ?? "safetensors";

/**
 * What `read` makes of a file's bytes. A file that cannot be read is named for what it is, where its contents tell it,
 * with what to do instead.
 *
 * @param name what to call the file in messages
 * @throws AkariError what `read` throws; `invalid-file` naming the file's format where it is one of no model of Akari's
 */
export async function explained<T>(bytes: Uint8Array, name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof AkariError && cause.code === "invalid-file")) throw cause;
    const { foreignFile } = await import("./foreign/foreign-files.js");
    const sentence = foreignFile(bytes, name, MODEL_EXTENSIONS);
    throw sentence === undefined ? cause : new AkariError("invalid-file", sentence, { cause });
  }
}
