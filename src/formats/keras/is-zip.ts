/**
 * @file Tells Keras 3's files from others without the reader of such files.
 */

/** Keras 3's files are zips, and nothing else that can be opened is; PyTorch's .pt are zips too. */
export const isZip = (bytes: Uint8Array): boolean =>
  [0x50, 0x4b, 0x03, 0x04].every((byte, i) => bytes[i] === byte);
