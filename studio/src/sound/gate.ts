/**
 * @file Finds the sounds in what a microphone hears, one after another: each from a little before it stands out of the noise
 * of the room to a little after, about a second at most. Numbers only, whoever hands them over.
 */

import type { Sound } from "akari/data";

/** Pieces a second whose loudness is compared. */
const PIECES = 100;
/** A piece is loud that is so much louder than the room, and than this in any case, as the root of its mean square. */
const OVER_ROOM = 4;
const QUIETEST = 0.003;
/** By so much the room may become louder between sounds, from piece to piece: seven times in a second. It becomes quieter at once. */
const ROOM_RISES = 1.02;
/** Pieces: what is shorter is a click, a pause that is longer ends a sound, and so does its length. */
const SHORTEST = 6;
const PAUSE = 25;
const LONGEST = 120;
/** Pieces that are kept before and after. */
const AROUND = 8;

/** What has been heard. */
export type Heard =
  /** A sound, cut out. */
  | { readonly kind: "sound"; readonly sound: Sound }
  /** Something too short to be a sound. */
  | { readonly kind: "click" };

export class SoundGate {
  /** How loud the last piece was, as the root of its mean square: for a meter. */
  level = 0;
  /** Whether it is hearing a sound. */
  open = false;
  readonly #rate: number;
  readonly #piece: number;
  /** Pieces, the oldest first: while nothing is heard, only as many as are kept before a sound. */
  #kept: Float32Array[] = [];
  #filling: number[] = [];
  #room = Number.POSITIVE_INFINITY;
  /** In pieces of `#kept`: where the sound began, and what was last loud. */
  #begin = 0;
  #last = 0;
  #loud = 0;

  /** @param rate samples a second, at least 1,000 */
  constructor(rate: number) {
    this.#rate = rate;
    this.#piece = Math.round(rate / PIECES);
  }

  /** Hears more. @returns what has ended with it */
  hear(samples: Float32Array): Heard[] {
    const heard: Heard[] = [];
    for (const x of samples) {
      this.#filling.push(x);
      if (this.#filling.length < this.#piece) continue;
      const found = this.#weigh(Float32Array.from(this.#filling));
      this.#filling = [];
      if (found !== undefined) heard.push(found);
    }
    return heard;
  }

  #weigh(piece: Float32Array): Heard | undefined {
    this.level = Math.sqrt(piece.reduce((sum, x) => sum + x * x, 0) / piece.length);
    const isLoud = this.level > Math.max(QUIETEST, OVER_ROOM * this.#room);
    const rises = this.open ? 1 : ROOM_RISES;
    this.#room = Math.min(this.level, Math.max(QUIETEST / OVER_ROOM, this.#room) * rises);
    this.#kept.push(piece);
    if (isLoud) {
      if (!this.open) this.#begin = this.#kept.length - 1;
      this.open = true;
      this.#last = this.#kept.length - 1;
      this.#loud++;
    }
    if (!this.open) {
      this.#kept.splice(0, this.#kept.length - AROUND);
      return undefined;
    }
    const since = this.#kept.length - 1 - this.#last;
    const isWhole = this.#kept.length - this.#begin >= LONGEST;
    if (since < PAUSE && !isWhole) return undefined;
    // What goes on without a pause belongs to the room from here on, such as a fan that was switched on.
    if (isWhole) this.#room = this.level;
    return this.#end();
  }

  #end(): Heard {
    const heard: Heard = this.#loud < SHORTEST ? { kind: "click" } : { kind: "sound", sound: this.#cut() };
    this.open = false;
    this.#loud = 0;
    this.#kept.splice(0, this.#kept.length - AROUND);
    return heard;
  }

  #cut(): Sound {
    const pieces = this.#kept.slice(Math.max(0, this.#begin - AROUND), this.#last + 1 + AROUND);
    const samples = new Float32Array(pieces.length * this.#piece);
    pieces.forEach((piece, i) => {
      samples.set(piece, i * this.#piece);
    });
    return { rate: this.#rate, samples };
  }
}
