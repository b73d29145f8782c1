/**
 * @file `akari export --to safetensors`: another program's model as a file of Akari's, which says all that had to be
 * assumed.
 */

import { encodeModel, type StoredModel } from "../../formats/index.js";
import type { ExportedFiles } from "./exported-files.js";

export function exportSafetensors({ model, record }: StoredModel, name: string): ExportedFiles {
  return [[name, encodeModel(model, record)]];
}
