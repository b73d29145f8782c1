/**
 * @file `akari export --to pytorch`: a Python program and the weights that it loads, side by side.
 */

import { exportPytorch as exportModel, type StoredModel } from "../../formats/index.js";
import type { ExportedFiles } from "./exported-files.js";

export async function exportPytorch({ model }: StoredModel, name: string): Promise<ExportedFiles> {
  // Not MODEL.safetensors, which the model's own file is likely to be.
  const weightsFile = `${name.replace(/\.py$/, "")}.pytorch.safetensors`;
  const { program, weights } = await exportModel(model, weightsFile);
  return [
    [name, new TextEncoder().encode(program)],
    [weightsFile, weights],
  ];
}
