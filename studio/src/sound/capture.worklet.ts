/**
 * @file Runs in the audio thread: hands over what the microphone hears, mixed to one channel by the node that it is in.
 */

/** What the audio thread has; TypeScript's libraries do not know it. */
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort };
declare function registerProcessor(name: string, processor: new () => Capture): void;

/** Samples that are handed over at once: a fiftieth of a second. */
const CHUNK = 1024;

class Capture extends AudioWorkletProcessor {
  #chunk = new Float32Array(CHUNK);
  #filled = 0;

  /** @param inputs those of this node: one, `[channels][samples]` */
  process([input]: readonly (readonly Float32Array[])[]): boolean {
    for (const x of input?.[0] ?? []) {
      this.#chunk[this.#filled++] = x;
      if (this.#filled < CHUNK) continue;
      this.port.postMessage(this.#chunk, [this.#chunk.buffer]);
      this.#chunk = new Float32Array(CHUNK);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor("akari-capture", Capture);
