/**
 * @file `akari export --to typescript`: one file with the weights in it.
 */

import { exportTypescript as exportModel, type StoredModel } from "../../formats/index.js";
import type { ExportedFiles } from "./exported-files.js";

export function exportTypescript({ model }: StoredModel, name: string): ExportedFiles {
  return [[name, new TextEncoder().encode(exportModel(model))]];
}
