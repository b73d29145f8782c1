/**
 * @file What comes back after a reload: kept by the browser for as long as the tab is open, or until the next visit, each kind under its name and version.
 * Whatever cannot be read, an older version or what another program wrote, counts as nothing.
 */

const PREFIX = "akari.";

export class BrowserStore<T> {
  readonly #key: string;
  readonly #version: number;
  readonly #read: (found: unknown) => T | undefined;
  readonly #place: () => Storage;

  /**
   * @param version counted up whenever `T` changes
   * @param read makes sure of what was found; `undefined` where it is no `T`
   * @param place where the browser keeps it: asked for only when it is used, for a browser may refuse
   */
  constructor(
    name: string,
    version: number,
    read: (found: unknown) => T | undefined,
    place: () => Storage = () => sessionStorage,
  ) {
    this.#key = PREFIX + name;
    this.#version = version;
    this.#read = read;
    this.#place = place;
  }

  load(): T | undefined {
    try {
      const text = this.#place().getItem(this.#key);
      if (text === null) return undefined;
      const found: unknown = JSON.parse(text);
      if (typeof found !== "object" || found === null || !("version" in found) || !("content" in found)) {
        return undefined;
      }
      return found.version === this.#version ? this.#read(found.content) : undefined;
    } catch {
      // No JSON, or a browser that keeps nothing.
      return undefined;
    }
  }

  /** @param content `undefined` forgets what was kept */
  save(content: T | undefined): void {
    try {
      if (content === undefined) this.#place().removeItem(this.#key);
      else this.#place().setItem(this.#key, JSON.stringify({ version: this.#version, content }));
    } catch {
      // Full, or forbidden: it is only a convenience.
    }
  }
}
