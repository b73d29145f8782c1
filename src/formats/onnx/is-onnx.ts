/**
 * @file Tells an ONNX file from others without the reader of such files.
 */

/**
 * Whether a file is an ONNX file, by its name or its beginning: the number of its version, where a safetensors file has
 * the length of its header, whose upper half is 0.
 */
export const isOnnx = (bytes: Uint8Array, name: string): boolean =>
  /\.onnx$/i.test(name) || (bytes[0] === 0x08 && bytes.subarray(4, 8).some((byte) => byte !== 0));
