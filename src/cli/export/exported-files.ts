/**
 * @file What an export writes.
 */

/** Names and contents; the first is the file that was asked for. */
export type ExportedFiles = readonly (readonly [name: string, content: Uint8Array])[];
