/** @file The part of jsfive that is used here; the package has no types of its own. */

declare module "jsfive" {
  export class File {
    /** @throws whatever it likes, strings too, where the bytes are not sound HDF5 */
    constructor(bytes: ArrayBufferLike, name: string);
    get(
      path: string,
    ): { readonly shape?: unknown; readonly dtype?: unknown; readonly value?: unknown } | null;
  }
}
