/**
 * @file Tells whether an ONNX file's graph is still the one that Akari wrote: only then does Akari's description of
 * the model, which stands beside it, describe it.
 */

/** The metadata key under which the hash of the graph stands. */
export const GRAPH_KEY = "akari.graph";

/** FNV-1a with 32 bits (Fowler, Noll and Vo; RFC 9923), as 8 hexadecimal digits. */
export function hashGraph(graph: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of graph) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
