/**
 * @file A model as it is served: ready to compute, with what is told of it; and taking its file anew while requests are
 * answered, where those that have come keep the model they came to.
 */

import type { Bytes } from "../bytes.js";
import type { CompiledNetwork, Engine } from "../engine/engine.js";
import { hashParameters } from "../formats/bytes/hashes.js";
import { describePixels } from "../formats/foreign/pixel-scale.js";
import { encodeSafetensorsModel } from "../formats/safetensors/model-file.js";
import { describedKind, type InputKind, modelSummary, type StoredModel } from "../formats/stored-model.js";
import { type CompiledModel, compile } from "../insight/compile.js";
import type { ModelDefinition } from "../model/model.js";
import type { ServerMetrics } from "./metrics.js";
import type { Log } from "./server-log.js";

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

/**
 * @param load reads the model and makes it ready
 * @returns reloads; asked again meanwhile, it does so once more afterwards
 */
export function reloader(
  state: ServerState,
  load: () => Promise<ServedModel>,
  log: Log,
  metrics: ServerMetrics,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const once = async (): Promise<void> => {
    try {
      state.model = await load();
      metrics.reload("done");
      log({ event: "reloaded", model: state.model.name, sha256: state.model.sha256 });
    } catch (error) {
      metrics.reload("failed");
      const problem = `${(error as Error).message} The model that was there is served on.`;
      log({ event: "reload failed", model: state.model.name, problem });
    }
  };
  const all = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      await once();
    } while (isAskedAgain);
    running = undefined;
  };
  return () => {
    isAskedAgain = true;
    running ??= all();
    return running;
  };
}
