/**
 * @file Bytes as Akari makes them.
 */

/**
 * Bytes in memory that no thread shares, as `fetch`, `Blob` and files take them: `Uint8Array<ArrayBuffer>`, and plain
 * `Uint8Array` for TypeScript before 5.7, which has no other. Written so that declarations mean the right one in both.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>;
