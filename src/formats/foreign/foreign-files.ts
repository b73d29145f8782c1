/**
 * @file What a file is that is no model that Akari reads, by its contents, and how its model comes into one that is.
 */

import { isObject } from "../description/json.js";

/** How much of a file is looked through for a text. */
const SEARCHED = 2 ** 23;

/** A file that is to be named. */
interface ForeignFile {
  readonly bytes: Uint8Array;
  /** Its beginning, a character a byte. */
  readonly head: string;
  /** Its own name, without folders, as a text in Python; and what to call the file that comes out. */
  readonly python: string;
  readonly to: (ending: string) => string;
  readonly shell: string;
}

/** What it is, and what to do: sentences to follow the file's name; undefined where it is something else. */
type Kind = (file: ForeignFile, extensions: readonly string[]) => string | undefined;

/**
 * What a file is, in a sentence with the way out; undefined where it is a model's, sound or not, or nobody knows.
 *
 * @param name what to call the file
 * @param extensions what the names of models that are read end with
 */
export function foreignFile(
  bytes: Uint8Array,
  name: string,
  extensions: readonly string[],
): string | undefined {
  if (looksLikeSafetensors(bytes)) return undefined;
  const base = /[^/\\]*$/.exec(name)?.[0] ?? "";
  const file: ForeignFile = {
    bytes,
    head: new TextDecoder("latin1").decode(bytes.subarray(0, SEARCHED)),
    python: JSON.stringify(base),
    to: (ending) => JSON.stringify(base.replace(/(\.[A-Za-z0-9]+)?$/, ending)),
    shell: base,
  };
  for (const kind of KINDS) {
    const sentence = kind(file, extensions);
    if (sentence !== undefined) return `${name} ${sentence}`;
  }
  return undefined;
}

/** The length of a header far below 4 GB, then the header. */
const looksLikeSafetensors = (bytes: Uint8Array): boolean =>
  bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0);

const startsWith = ({ bytes }: ForeignFile, ...start: number[]): boolean =>
  bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte);

const RUNS = "which may run any program when it is opened, so Akari does not open it";
const FIRST = "The model's file comes first, the data after it.";

const KINDS: readonly Kind[] = [
  ({ bytes }) =>
    bytes.length === 0
      ? "is empty: it has 0 bytes. Something went wrong when it was saved or copied; get it again."
      : undefined,
  ({ bytes }) =>
    bytes.every((byte) => byte === 0)
      ? "holds nothing but zeros, as a copy that was broken off does. Get it again."
      : undefined,
  ({ head }) => {
    if (!head.startsWith("version https://git-lfs.github.com/spec/")) return undefined;
    const size = /^size (\d+)/m.exec(head)?.[1];
    return (
      `is a Git LFS pointer, a text that stands for the file${size === undefined ? "" : ` of ${size} bytes`}. ` +
      "Fetch the file itself, where it was cloned: git lfs pull"
    );
  },
  zipKind,
  pickleKind,
  (file) => {
    if (!startsWith(file, 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)) return undefined;
    if (file.head.includes("model_config")) {
      return (
        "is a model in Keras's old format (HDF5), and Akari reads the new one. Save it so, in Python with Keras 3: " +
        `keras.models.load_model(${file.python}).save(${file.to(".keras")})`
      );
    }
    return (
      "is an HDF5 file without a model's description, such as Keras's weights alone. Load the weights into their model " +
      `in Python, with model.load_weights(${file.python}), and save that: model.save(${file.to(".keras")})`
    );
  },
  ({ head, shell, to }) =>
    head.startsWith("TFL3", 4)
      ? "is a TensorFlow Lite model. Turn it into ONNX, in a terminal: python -m tf2onnx.convert --tflite " +
        `${shell} --output ${JSON.parse(to(".onnx"))} ; or save the Keras model that it was made of as .keras.`
      : undefined,
  (file) => {
    // Both begin with a version and then a message, where ONNX has a text.
    const messageAt = file.bytes.findIndex((byte, i) => i > 2 && byte < 0x80) + 1;
    if (!startsWith(file, 0x08) || file.bytes[2] !== 0x12 || file.bytes[messageAt] !== 0x0a) return undefined;
    if (file.bytes[1] === 1 && /tensorflow|saved_model|serve/.test(file.head))
      return savedModel("its folder");
    return file.bytes[1] <= 20 && !/onnx|pytorch/i.test(file.head.slice(0, 200))
      ? "is a Core ML model. Take the model that it was converted from, as ONNX, safetensors or .keras."
      : undefined;
  },
  ({ bytes, head, shell }) =>
    bytes[0] === 0x0a && /Placeholder|VarHandleOp/.test(head.slice(0, 65536))
      ? `is a graph of TensorFlow's. Turn it into ONNX: python -m tf2onnx.convert --graphdef ${shell} --inputs … --outputs …`
      : undefined,
  binaryKind,
  textKind,
  ({ bytes }, extensions) =>
    // Neither a length of a header, which is far below this, nor ONNX's version.
    bytes.length > 8 &&
    bytes[0] !== 0x08 &&
    bytes[0] !== 0x50 &&
    bytes.subarray(4, 8).some((byte) => byte !== 0)
      ? `is no model that Akari reads: its first bytes are those of no ${extensions.slice(0, -1).join(", ")} or ${extensions[extensions.length - 1]} file.`
      : undefined,
];

/** @param folder what to call it in a command */
export const savedModel = (folder: string): string =>
  "is a SavedModel of TensorFlow's. Turn it into ONNX, in a terminal: python -m tf2onnx.convert --saved-model " +
  `${folder} --output model.onnx ; or save the Keras model that it was made of as .keras.`;

/** The names of the files in a zip, by its directory, which is at the end. */
function zipNames({ bytes }: ForeignFile): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  for (let at = Math.max(0, bytes.length - SEARCHED); at + 46 <= bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const length = view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)));
    at += 45 + length;
  }
  return names;
}

function zipKind(file: ForeignFile): string | undefined {
  if (startsWith(file, 0x50, 0x4b, 0x05, 0x06)) return "is a zip file with nothing in it. Get it again.";
  if (!startsWith(file, 0x50, 0x4b, 0x03, 0x04)) return undefined;
  const names = zipNames(file);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (names.includes("config.json")) return undefined;
  if (has(/(^|\/)(constants\.pkl|code\/.*\.py)$/) && has(/(^|\/)data\.pkl$/)) {
    return (
      `is a TorchScript program of PyTorch's, ${RUNS}. Save its weights, in Python: from safetensors.torch import ` +
      `save_file; save_file(torch.jit.load(${file.python}).state_dict(), ${file.to(".safetensors")})`
    );
  }
  // A folder of its own comes before the name; a file that is cut short has lost its directory.
  if (has(/(^|\/)data\.pkl$/) || (names.length === 0 && /^.{30,80}data\.pkl/s.test(file.head))) {
    return torchSentence(file);
  }
  if (has(/(^|\/)(archive_format|serialized_exported_program\.json|serialized_state_dict\.\w+)$/)) {
    return 'is a program of torch.export. Save the weights of the model that it was made of: save_file(model.state_dict(), "model.safetensors")';
  }
  if (has(/(^|\/)saved_model\.pb$/)) return `${savedModel("FOLDER")} Unpack it first.`;
  if (names.length > 0 && names.every((name) => name.endsWith(".npy"))) return NUMPY;
  if (has(/^\[Content_Types\]\.xml$/)) return `is a file of an office program. ${FIRST}`;
  return undefined;
}

const NUMPY =
  "holds NumPy's arrays and does not say of which network. Name them as PyTorch does and save them, in Python: from " +
  'safetensors.numpy import save_file; save_file({"fc1.weight": w1, "fc1.bias": b1}, "model.safetensors"), weights as ' +
  "[units, inputs]";

/** Written by torch.save: weights, or a whole module, as the names of its classes tell. */
function torchSentence(file: ForeignFile): string {
  const whole = /torch\.nn\.modules|__main__/.test(file.head);
  const save = whole
    ? `save_model; save_model(torch.load(${file.python}, weights_only=False), ${file.to(".safetensors")})`
    : `save_file; save_file(torch.load(${file.python}, weights_only=True), ${file.to(".safetensors")})`;
  return (
    `is a file of torch.save's, a Python pickle, ${RUNS}. Save its weights as safetensors, in Python: import torch; ` +
    `from safetensors.torch import ${save}`
  );
}

/** The magic number that torch.save began its files with before they were zips. */
const OLD_TORCH = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

function pickleKind(file: ForeignFile): string | undefined {
  const { bytes, head } = file;
  const binary = bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;
  if (binary && OLD_TORCH.every((byte, i) => bytes[i + 2] === byte)) return torchSentence(file);
  const text = /^(\((dp|lp|d|l)|ccopy_reg\n|c[\w.]+\n\w+\n)/.test(head) && bytes[bytes.length - 1] === 0x2e;
  if (!binary && !text) return undefined;
  if (/sklearn|joblib/.test(head)) return `is a Python pickle of scikit-learn's, ${RUNS}. ${toOnnx(file)}`;
  if (head.includes("torch._utils")) {
    return (
      `is a Python pickle of PyTorch's tensors, ${RUNS}. Save them as safetensors, in Python: from safetensors.torch ` +
      `import save_file; save_file(pickle.load(open(${file.python}, "rb")), ${file.to(".safetensors")})`
    );
  }
  return (
    `is a Python pickle, ${RUNS}. Save the model that is in it as ONNX, as .keras, or its weights as safetensors, with ` +
    "the program that wrote it."
  );
}

const toOnnx = ({ python, to }: ForeignFile): string =>
  "Save it as ONNX, in Python: from skl2onnx import to_onnx; " +
  `open(${to(".onnx")}, "wb").write(to_onnx(joblib.load(${python}), X[:1]).SerializeToString())`;

function binaryKind(file: ForeignFile): string | undefined {
  const { head } = file;
  const found = BINARIES.find(([at, text]) => head.startsWith(text, at));
  if (found !== undefined) return found[2];
  if (startsWith(file, 0x78) && [0x01, 0x5e, 0x9c, 0xda].includes(file.bytes[1])) {
    return `is compressed by zlib, as joblib does it with scikit-learn's models. ${toOnnx(file)}`;
  }
  return undefined;
}

const packed = (what: string, how: string): string =>
  `is compressed by ${what}. Unpack it first${how === "" ? "" : `: ${how}`}`;
const picture = (format: string): string => `is a picture (${format}), not a model. ${FIRST}`;
const dataFile = (what: string): string => `is ${what}, not a model. ${FIRST}`;
const OTHER = "Take the model that it was made of, as ONNX, safetensors or .keras.";

/** Where a text stands that tells a format, and what to say of it. */
const BINARIES: readonly (readonly [at: number, text: string, sentence: string])[] = [
  [0, "\x1f\x8b", packed("gzip", "gunzip")],
  [0, "BZh", packed("bzip2", "bunzip2")],
  [0, "\xfd7zXZ\0", packed("xz", "unxz")],
  [0, "\x28\xb5\x2f\xfd", packed("Zstandard", "unzstd")],
  [0, "\x04\x22\x4d\x18", packed("LZ4", "")],
  [0, "7z\xbc\xaf\x27\x1c", packed("7-Zip", "")],
  [0, "Rar!", packed("RAR", "")],
  [257, "ustar", "is a tar archive. Unpack it first: tar -xf"],
  [0, "\x93NUMPY", NUMPY],
  [0, "GGUF", `is a GGUF file, of a language model. ${OTHER}`],
  [4, "ORTM", `is a model in ONNX Runtime's own format (.ort). ${OTHER}`],
  [4, "ET12", `is a program of ExecuTorch's. ${OTHER}`],
  [0, "binf", `is a model of XGBoost's, which is no network of layers.`],
  [0, "MATLAB ", dataFile("a MATLAB file")],
  [0, "\x89PNG", picture("PNG")],
  [0, "\xff\xd8\xff", picture("JPEG")],
  [0, "GIF8", picture("GIF")],
  [8, "WEBP", picture("WebP")],
  [8, "WAVE", dataFile("a recording (WAV)")],
  [0, "%PDF", dataFile("a PDF document")],
  [0, "PAR1", dataFile("a table (Parquet)")],
  [0, "ARROW1", dataFile("a table (Arrow)")],
  [0, "FEA1", dataFile("a table (Feather)")],
  [0, "SQLite format 3", dataFile("an SQLite database")],
  [0, "\0\0\x08\x01", dataFile("an IDX file, as MNIST has its labels")],
  [0, "\0\0\x08\x03", dataFile("an IDX file, as MNIST has its pictures")],
];

function textKind(file: ForeignFile): string | undefined {
  const text = decodedText(file.bytes);
  if (text === undefined) return undefined;
  const start = text.trimStart();
  if (start === "") return "holds nothing but spaces. Get it again.";
  if (/^(<!doctype html|<html|<head|<body)/i.test(start)) {
    return (
      "is a page of the web (HTML), not a model: as a rule the page about a file was saved in the file's place, or an " +
      "error or a sign-in. Download the file itself."
    );
  }
  if (start.startsWith("<")) {
    if (/<PMML/.test(start)) return "is a PMML file. Save the model as ONNX, with the program that wrote it.";
    if (/<net[\s>]/.test(start.slice(0, 200))) return `is an OpenVINO model. ${OTHER}`;
    return "is an XML text, not a model.";
  }
  if (start.startsWith("{") || start.startsWith("[")) return jsonKind(file, start);
  if (/^tree\n(version|num_class)/.test(start))
    return "is a model of LightGBM's, which is no network of layers.";
  const [first, second] = start.split(/\r?\n/);
  const separator = [",", "\t", ";"].find((mark) => first.includes(mark) && second?.includes(mark));
  if (separator !== undefined) {
    return `is a table, not a model. ${FIRST.slice(0, -1)}: akari predict MODEL ${file.shell || "TABLE"}`;
  }
  return `is a text that begins with ${JSON.stringify(first.slice(0, 40))}, not a model.`;
}

/** A file's text where it is one, as far as its beginning tells. */
function decodedText(bytes: Uint8Array): string | undefined {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  const part = bytes.subarray(0, SEARCHED);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(part);
  const text = new TextDecoder().decode(part);
  // Control characters, and what is not UTF-8: a text of another encoding has few of the latter.
  let odd = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return undefined;
    if (code === 0xfffd) odd++;
  }
  return odd > text.length / 3 ? undefined : text;
}

function jsonKind(file: ForeignFile, text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "is a text that begins as JSON does, not a model.";
  }
  const keys = isObject(value) ? value : {};
  const has = (...names: string[]): boolean => names.every((name) => Object.hasOwn(keys, name));
  if (has("weightsManifest") || has("modelTopology")) {
    if (keys.format === "graph-model") {
      return `is a graph of TensorFlow.js. ${OTHER}`;
    }
    return (
      "is a model of TensorFlow.js, with its weights in the files beside it. Turn it into Keras's format, in a terminal: " +
      `tensorflowjs_converter --input_format tfjs_layers_model --output_format keras ${file.shell} model.h5 ; then in ` +
      'Python: keras.models.load_model("model.h5").save("model.keras")'
    );
  }
  if (has("weight_map")) {
    const parts = isObject(keys.weight_map) ? [...new Set(Object.values(keys.weight_map))].slice(0, 3) : [];
    return `lists the tensors of other files${parts.length === 0 ? "" : `, such as ${parts.join(", ")}`}, and holds none itself. Open that file, or join them.`;
  }
  if (has("class_name", "config")) {
    return 'describes a Keras model without its weights. Save both in one file, in Python: model.save("model.keras")';
  }
  if (has("learner", "version")) return "is a model of XGBoost's, which is no network of layers.";
  if (has("model_type") || has("architectures")) {
    return "describes a model without its weights. They are in the .safetensors file beside it.";
  }
  return "is a JSON text, not a model.";
}
