import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { decodeModel, load } from "../codecs.packages.js";
import { loadModel, loadParameters } from "../files.node.js";
import { encodeSafetensors } from "../safetensors/safetensors.js";
import { foreignFile } from "./foreign-files.js";

const binary = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : part)),
  );
const stored = (names: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(names).map(([name, text]) => [name, strToU8(text)])), {
    level: 0,
  });
const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const OLD = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
const LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n";

const FILES: readonly (readonly [file: string, bytes: Uint8Array, sentence: string])[] = [
  ["a.safetensors", binary(), "is empty: it has 0 bytes"],
  ["a.onnx", binary(new Array<number>(64).fill(0)), "holds nothing but zeros"],
  ["a.onnx", binary(LFS), "is a Git LFS pointer, a text that stands for the file of 12345 bytes"],
  ["a.safetensors", binary(LFS), "git lfs pull"],
  [
    "a/m.pt",
    stored({ "m/data.pkl": "OrderedDict" }),
    'save_file(torch.load("m.pt", weights_only=True), "m.safetensors")',
  ],
  [
    "m.bin",
    stored({ "x/data.pkl": "ctorch.nn.modules.linear\nLinear\n" }),
    'save_model(torch.load("m.bin", weights_only=False)',
  ],
  [
    "m.pt",
    stored({ "m/data.pkl": "", "m/constants.pkl": "", "m/code/a.py": "" }),
    "is a TorchScript program",
  ],
  [
    "m.pt2",
    stored({ "m/archive_format": "pt2", "m/models/model.json": "{}" }),
    "is a program of torch.export",
  ],
  ["w.npz", stored({ "a.npy": "", "b.npy": "" }), "holds NumPy's arrays"],
  ["s.zip", stored({ "m/saved_model.pb": "" }), "is a SavedModel of TensorFlow's"],
  ["s.zip", binary("PK", [5, 6], new Array<number>(18).fill(0)), "is a zip file with nothing in it"],
  ["m.pth", binary(OLD), "is a file of torch.save's, a Python pickle"],
  ["m.pkl", binary([0x80, 4], "csklearn.neural_network\nMLPClassifier\n."), "from skl2onnx import to_onnx"],
  [
    "m.pkl",
    binary([0x80, 2], "ctorch._utils\n_rebuild_tensor_v2\n."),
    "is a Python pickle of PyTorch's tensors",
  ],
  ["m.pkl", binary("(dp0\nS'a'\np1\nI1\ns."), "is a Python pickle, which may run any program"],
  ["m.joblib", binary([0x78, 0x9c, 1, 2, 3, 4, 5, 6, 7, 8]), "is compressed by zlib, as joblib does it"],
  ["m.h5", binary(HDF5, "model_config"), 'keras.models.load_model("m.h5").save("m.keras")'],
  ["m.weights.h5", binary(HDF5, [0, 0], "layers"), 'model.load_weights("m.weights.h5")'],
  [
    "m.tflite",
    binary([0x1c, 0, 0, 0], "TFL3", [0, 0, 0, 0]),
    "python -m tf2onnx.convert --tflite m.tflite --output m.onnx",
  ],
  ["saved_model.pb", binary([8, 1, 0x12, 0x20, 0x0a], "serve tensorflow"), "--saved-model"],
  ["m.mlmodel", binary([8, 4, 0x12, 0x20, 0x0a], "input"), "is a Core ML model"],
  ["graph.pb", binary([0x0a, 20], "x", [0x12, 11], "Placeholder"), "is a graph of TensorFlow's"],
  ["m.gz", binary([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), "is compressed by gzip. Unpack it first: gunzip"],
  ["m.gguf", binary("GGUF", [3, 0, 0, 0, 1, 1]), "is a GGUF file"],
  ["m.ort", binary([0x20, 0, 0, 0], "ORTM", [1, 1]), "ONNX Runtime's own format"],
  ["a.npy", binary([0x93], "NUMPY", [1, 0]), "holds NumPy's arrays"],
  [
    "a.png",
    binary([0x89], "PNG\r\n", [0x1a, 0x0a]),
    "is a picture (PNG), not a model. The model's file comes first",
  ],
  ["a.wav", binary("RIFF", [1, 0, 0, 0], "WAVEfmt "), "is a recording (WAV)"],
  ["a.pdf", binary("%PDF-1.7 ...."), "is a PDF document"],
  ["train-images", binary([0, 0, 8, 3, 0, 0, 0x27, 0x10, 0, 0, 0, 28]), "is an IDX file"],
  [
    "model.json",
    binary('{"modelTopology":{},"weightsManifest":[],"format":"layers-model"}'),
    "tensorflowjs_converter",
  ],
  ["model.json", binary('{"modelTopology":{},"format":"graph-model"}'), "is a graph of TensorFlow.js"],
  ["i.json", binary('{"weight_map":{"a":"m-1.safetensors"}}'), "such as m-1.safetensors"],
  ["k.json", binary('{"class_name":"Sequential","config":{}}'), 'model.save("model.keras")'],
  ["config.json", binary('{"model_type":"bert"}'), "describes a model without its weights"],
  ["x.json", binary('{"learner":{},"version":[2]}'), "XGBoost"],
  ["x.json", binary("[1, 2]   "), "is a JSON text, not a model"],
  ["x.json", binary("{oh, no no"), "begins as JSON does"],
  [
    "p.csv",
    binary("a,b\n1,2\n3,4\n"),
    "is a table, not a model. The model's file comes first, the data after it: akari predict MODEL p.csv",
  ],
  ["p.onnx", binary("\n<!DOCTYPE html><html>"), "is a page of the web (HTML)"],
  ["p.xml", binary("<?xml version='1.0'?><PMML>"), "is a PMML file"],
  ["m.xml", binary("<net name='a'>........"), "is an OpenVINO model"],
  ["m.txt", binary("tree\nversion=v4\nnum_class=1"), "LightGBM"],
  ["a.bin", binary([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]), "is no model that Akari reads: its first bytes"],
  ["t.txt", binary([0xff, 0xfe], "h\0i\0 \0y\0o\0u\0\n\0"), 'is a text that begins with "hi you"'],
];

test.each(FILES)("%s, %#, is named", async (name, bytes, sentence) => {
  const refusal = expect.objectContaining({
    code: "invalid-file",
    message: expect.stringContaining(sentence),
  });
  await expect(decodeModel(bytes, { name })).rejects.toThrow(refusal);
  if (name !== "a/m.pt") {
    await expect(load(new File([bytes.slice()], name))).rejects.toThrow(refusal);
  }
});

test("files of Akari's formats are not named otherwise, sound or not", () => {
  const sound = encodeSafetensors(new Map([["a", { shape: [1], data: Float32Array.of(1) }]]), {
    note: "x".repeat(600),
  });
  // The length of a header may look like another format's first bytes.
  for (const [low, high] of [
    [0x80, 0x02],
    [0x1f, 0x8b],
    [0x78, 0x9c],
  ]) {
    const changed = sound.slice();
    changed.set([low, high]);
    expect(foreignFile(changed, "a", [])).toBeUndefined();
  }
  const keras = stored({ "config.json": "{}" });
  const onnx = binary([8, 8, 0x12, 7], "pytorch", [0x3a, 0]);
  for (const bytes of [sound, keras, onnx]) expect(foreignFile(bytes, "a", [])).toBeUndefined();
});

test("folders are named", async () => {
  const folder = await mkdtemp(join(tmpdir(), "akari-strangers-"));
  try {
    const make = async (name: string, ...files: string[]) => {
      const path = join(folder, name);
      await mkdir(path);
      for (const file of files) await writeFile(join(path, file), "");
      return path;
    };
    await expect(loadModel(await make("tf", "saved_model.pb"))).rejects.toThrow(
      "is a SavedModel of TensorFlow's",
    );
    const own = await make("own", "b.onnx", "a.safetensors", "x.txt");
    await expect(loadModel(own)).rejects.toThrow(`Name the model in it: ${join(own, "a.safetensors")}`);
    await expect(loadModel(await make("keras", "model.weights.h5"))).rejects.toThrow("that was unpacked");
    await expect(loadParameters(await make("none"))).rejects.toThrow("is a folder, not a model file");
  } finally {
    await rm(folder, { recursive: true });
  }
});
