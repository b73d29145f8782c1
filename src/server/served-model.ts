/**
 * @file A model as it is served: ready to compute, with what is told of it.
 */

import type { Bytes } from "../bytes.js";
import type { CompiledNetwork, Engine } from "../engine/engine.js";
import { hashParameters } from "../formats/bytes/hashes.js";
import { describePixels } from "../formats/foreign/pixel-scale.js";
import { encodeSafetensorsModel } from "../formats/safetensors/model-file.js";
import { describedKind, type InputKind, modelSummary, type StoredModel } from "../formats/stored-model.js";
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
  readonly file: Bytes;
}

/** What changes while a server runs. */
export interface ServerState {
  /** What requests that come now are answered by. */
  model: ServedModel;
  /** Of which a request brings one; where there are none, everybody is let in. */
  tokens?: readonly string[] | undefined;
  /** Whether it is about to end: it answers still, and says on every answer that the connection ends. */
  isDraining: boolean;
}

/** Makes a model ready. Nobody needs to dispose of it: its memory goes when its last request is answered. */
export async function prepareModel(
  stored: StoredModel,
  name: string,
  engine: Engine<CompiledNetwork>,
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
    file: encodeSafetensorsModel({ ...model, definition: shown }, record),
  };
}
