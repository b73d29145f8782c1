/**
 * @file A model as it is served: ready to compute, with what is told of it.
 */

import type { EngineName } from "../engine/engine.js";
import { hashParameters } from "../formats/bytes/parameter-bytes.js";
import { describePixels } from "../formats/foreign/pixel-scale.js";
import { describedKind, type InputKind } from "../formats/input-kind.js";
import { modelSummary } from "../formats/model-summary.js";
import { encodeModel } from "../formats/safetensors/model-file.js";
import type { StoredModel } from "../formats/stored-model.js";
import { type CompiledModel, compile } from "../insight/compile.js";
import type { ModelDefinition } from "../model/model.js";

export interface ServedModel {
  /** Its file's name. */
  readonly name: string;
  readonly definition: ModelDefinition;
  /** What it takes besides bare numbers. */
  readonly kind: InputKind | undefined;
  readonly compiled: CompiledModel;
  /** Of its parameters. */
  readonly sha256: string;
  readonly summary: ReturnType<typeof modelSummary>;
  /** As a file of Akari's, for the Studio, which shows it pictures. */
  readonly file: Uint8Array<ArrayBuffer>;
}

/** Makes a model ready. Nobody needs to dispose of it: its memory goes when its last request is answered. */
export async function prepareModel(
  stored: StoredModel,
  name: string,
  engine: EngineName,
): Promise<ServedModel> {
  const { model, record, assumed = [] } = stored;
  const isOpen = assumed.some(({ about }) => about === "scaling");
  const shown = isOpen ? describePixels(model.definition, { pictures: true }).definition : model.definition;
  const compiled = await compile(model, { engine });
  const sha256 = await hashParameters(model.parameters);
  return {
    name,
    definition: model.definition,
    kind: describedKind(stored),
    compiled,
    sha256,
    summary: modelSummary(stored, name, sha256),
    file: encodeModel({ ...model, definition: shown }, record),
  };
}
