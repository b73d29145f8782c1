/**
 * @file Tells whether an ONNX file is still the one that Akari wrote: only then does Akari's description of the model,
 * which stands beside the graph, describe it.
 */

import { CONTENT_KEY, contentDiffers, hashContent, metadataParts } from "../bytes/hashes.js";
import { quote } from "../description/json.js";
import { DESCRIPTION_KEY } from "../description/model-description.js";
import type { OnnxContainer } from "./file-reader.js";

/** The metadata keys under which classes and targets stand for other programs. */
export const LABELS_KEY = "labels";
export const TARGETS_KEY = "targets";

/** What {@link hashOnnx} is of. */
export type HashedOnnx = Pick<OnnxContainer, "opsets" | "metadata" | "graph">;

/** The hash that stands in a file under {@link CONTENT_KEY}. */
export const hashOnnx = ({ opsets, metadata, graph }: HashedOnnx): string =>
  hashContent([
    ...metadataParts(metadata, [LABELS_KEY, TARGETS_KEY]),
    ...Array.from(opsets, ([domain, version]) => [`opset ${domain}`, String(version)] as const),
    ["graph", graph],
  ]);

/**
 * What the description of a file of Akari's is worth: `verified` where all is as it was written; `older` where an Akari
 * wrote it whose files had a hash of the graph alone; undefined where the file does not say that it is Akari's.
 *
 * @param name what to call the file
 * @throws AkariError `invalid-file` where it says so, and is not what was written
 */
export function whoseOnnx(file: HashedOnnx, name: string): "verified" | "older" | undefined {
  const { metadata, graph } = file;
  const hash = metadata.get(CONTENT_KEY);
  if (hash === undefined && !metadata.has(DESCRIPTION_KEY)) return undefined;
  if (hash === undefined && metadata.get(OLDER_KEY) === hashGraph(graph)) return "older";
  if (hash === hashOnnx(file)) return "verified";
  throw contentDiffers(
    name,
    "graph",
    `take ${quote(DESCRIPTION_KEY)} and ${quote(CONTENT_KEY)} out of its metadata, and it is read by its graph alone`,
  );
}

const OLDER_KEY = "akari.graph";

/** FNV-1a with 32 bits (Fowler, Noll and Vo; RFC 9923), as 8 hexadecimal digits. */
function hashGraph(graph: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of graph) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
