/**
 * @file Sounds that are heard again: one at a time.
 */

import type { Sound } from "akari/data";

/** Browsers play nothing of fewer samples a second. */
const LOWEST_RATE = 8000;

/** One for the page: browsers lend only a few. */
let context: AudioContext | undefined;
let playing: AudioBufferSourceNode | undefined;

/** Plays a sound, in the place of what is playing. Called by a tap: browsers play nothing before. */
export function play({ rate, samples }: Sound): void {
  context ??= new AudioContext();
  void context.resume();
  const repeated = Math.ceil(LOWEST_RATE / rate);
  const buffer = context.createBuffer(1, samples.length * repeated, rate * repeated);
  buffer.copyToChannel(
    Float32Array.from({ length: buffer.length }, (_, i) => samples[Math.floor(i / repeated)]),
    0,
  );
  playing?.stop();
  playing = new AudioBufferSourceNode(context, { buffer });
  playing.connect(context.destination);
  playing.start();
}
