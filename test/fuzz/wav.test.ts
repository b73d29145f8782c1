/**
 * @file WAV files that were damaged at random, on their way to a spectrogram.
 */

import { expect } from "vitest";
import wavefile from "wavefile";
import { chooseForm, soundEncoder } from "../../src/data/audio/encode.js";
import { decodeWav } from "../../src/data/audio/wav.js";
import { BINARY_PIECES, survivesDamage } from "../support/damage.js";

const samples = Array.from({ length: 600 }, (_, i) => Math.round(8000 * Math.sin(i / 9)));

const whole = ["8", "16", "24", "32", "32f", "64"].map((depth) => {
  const wav = new wavefile.WaveFile();
  wav.fromScratch(depth === "8" ? 2 : 1, 8000, "16", depth === "8" ? [samples, samples] : samples);
  wav.toBitDepth(depth);
  return wav.toBuffer();
});

const { form } = chooseForm("log-mel", [{ rate: 8000, seconds: 0.075 }]);
const encode = soundEncoder(form);

survivesDamage(
  "recordings",
  () => whole,
  BINARY_PIECES,
  (bytes) => {
    expect(encode(decodeWav(bytes, "damaged")).every(Number.isFinite)).toBe(true);
  },
);
