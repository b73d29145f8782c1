import { expect, test } from "vitest";
import { CLASSIFIER, clouds } from "../../../test/support/tiny.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { fit } from "../../training/fit.js";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";
import { decodeSafetensorsModel } from "./torch-layers.js";

const checkpoints: Checkpoint[] = [];
await fit(CLASSIFIER, clouds(40), {
  epochs: 1,
  batchSize: 8,
  batchNorm: true,
  checkpoint: { every: { epochs: 1 }, save: (checkpoint) => void checkpoints.push(checkpoint) },
});
const [checkpoint] = checkpoints;
const bytes = encodeCheckpoint(checkpoint);

test("a checkpoint with batch normalisation comes back, and is a model of plain dense layers", () => {
  expect(checkpoint.batchNorm).toHaveLength(1);
  expect(decodeCheckpoint(bytes, "net").checkpoint).toEqual(checkpoint);
  expect(decodeSafetensorsModel(bytes, "net").model).toEqual(checkpoint.model);
  const tensors = [...decodeSafetensors(bytes, "net").tensors].filter(([name]) =>
    /batchNorm|scale/.test(name),
  );
  expect(Object.fromEntries(tensors.map(([name, { shape }]) => [name, shape]))).toEqual({
    "batchNorm.0.weight": [4, 2],
    "batchNorm.0.bias": [4],
    "batchNorm.0.scale": [4],
    "batchNorm.0.mean": [4],
    "batchNorm.0.variance": [4],
    "optimizer.0.mean.scale": [4],
    "optimizer.0.variance.scale": [4],
  });
});

test.each(["batchNorm.0.mean", "optimizer.0.mean.scale"])("without %s it is not sound", (name) => {
  const file = decodeSafetensors(bytes, "net");
  const kept = new Map([...file.tensors].filter(([tensor]) => tensor !== name));
  const broken = encodeSafetensors(kept, file.metadata);
  expect(() => decodeCheckpoint(broken, "net")).toThrow(`It lacks the tensor "${name}".`);
  kept.set(name, { shape: [1], data: Float32Array.of(1) });
  const short = encodeSafetensors(kept, file.metadata);
  expect(() => decodeCheckpoint(short, "net")).toThrow("layer 1 lacks numbers, or has too many");
});
