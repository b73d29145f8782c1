/**
 * @file The code that makes a recording into a network's inputs: docs/sound.md in TypeScript, as src/data/audio does it.
 */

import type { LogMelPreprocessing, SoundPreprocessing } from "../../model/preprocessing.js";
import { literal } from "./syntax.js";

/** What a recording is. */
export const RECORDING = `export interface Recording {
  /** Samples a second: a whole number from 1000 to 192000. */
  rate: number;
  /** From -1 to 1: a channel, or a list of channels, of which the mean is taken. */
  samples: ArrayLike<number> | readonly ArrayLike<number>[];
}`;

const MIX = `function mix({ rate, samples }: Recording): Float32Array {
  if (!(Number.isInteger(rate) && rate >= 1000 && rate <= 192000)) {
    throw new RangeError(\`rate is \${rate}: it must be a whole number from 1000 to 192000 samples a second\`);
  }
  const channels = (typeof samples[0] === "number" ? [samples] : samples) as ArrayLike<ArrayLike<number>>;
  const lists = Array.from(channels);
  const length = lists[0]?.length ?? 0;
  if (length === 0 || lists.length > 64 || lists.some((list) => list.length !== length)) {
    throw new RangeError("samples must be numbers, or up to 64 channels of as many numbers each");
  }
  const mixed = Float32Array.from({ length }, (_, i) => lists.reduce((sum, list) => sum + at(list, i), 0) / lists.length);
  const bad = mixed.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) throw new RangeError(\`sample \${bad + 1} is not a finite number\`);
  return mixed;
}`;

const AT = `/** Before and after a recording there is silence. */
const at = (numbers: ArrayLike<number>, i: number): number => numbers[i] ?? 0;`;

const AT_RATE = `/** Brings samples to the model's rate, by a sinc with 32 zero crossings on each side under a Hann window. */
function atRate(samples: Float32Array, from: number): Float32Array {
  if (from === rate) return samples;
  const bandwidth = 0.94 * Math.min(1, rate / from);
  const reach = 32 / bandwidth;
  const filters = new Map<number, number[]>();
  return Float32Array.from({ length: Math.max(1, Math.round((samples.length * rate) / from)) }, (_, i) => {
    const between = (i * from) % rate;
    const before = (i * from - between) / rate;
    const first = Math.ceil(between / rate - reach);
    let filter = filters.get(between);
    if (filter === undefined) {
      const last = Math.floor(between / rate + reach);
      const weights = Array.from({ length: last - first + 1 }, (_, k) => {
        const distance = first + k - between / rate;
        const x = Math.PI * distance * bandwidth;
        return (x === 0 ? 1 : Math.sin(x) / x) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach));
      });
      const sum = weights.reduce((a, b) => a + b);
      filter = weights.map((weight) => weight / sum);
      if (filters.size < 4096) filters.set(between, filter);
    }
    return filter.reduce((sum, weight, k) => sum + weight * at(samples, before + first + k), 0);
  });
}`;

const HEARD = `/** From the first to the last hundredth of a second that is not 30 dB below the loudest. */
function heard(samples: Float32Array): [start: number, end: number] {
  const piece = Math.max(1, Math.round(rate / 100));
  const energies = Array.from({ length: Math.ceil(samples.length / piece) }, (_, p) =>
    samples.subarray(p * piece, (p + 1) * piece).reduce((sum, x) => sum + x * x, 0),
  );
  const least = energies.reduce((a, b) => Math.max(a, b)) * 1e-3;
  if (least === 0) return [0, samples.length];
  const loud = energies.map((energy) => energy >= least);
  return [loud.indexOf(true) * piece, Math.min(samples.length, (loud.lastIndexOf(true) + 1) * piece)];
}`;

const FFT = `/** The discrete Fourier transform of as many numbers as a power of two: its real and imaginary parts. */
function fft(x: number[]): [real: number[], imaginary: number[]] {
  const n = x.length;
  if (n === 1) return [x, [0]];
  const [evenReal, evenImaginary] = fft(x.filter((_, i) => i % 2 === 0));
  const [oddReal, oddImaginary] = fft(x.filter((_, i) => i % 2 === 1));
  const real: number[] = [];
  const imaginary: number[] = [];
  for (let k = 0; k < n; k++) {
    const [c, s, j] = [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n), k % (n / 2)];
    real.push(at(evenReal, j) + c * at(oddReal, j) + s * at(oddImaginary, j));
    imaginary.push(at(evenImaginary, j) + c * at(oddImaginary, j) - s * at(oddReal, j));
  }
  return [real, imaginary];
}`;

/** What makes a recording into inputs. */
export function soundCode(sound: SoundPreprocessing): string[] {
  return [
    `/** Samples a second that recordings are brought to. */\nconst rate = ${sound.rate};`,
    ...(sound.form === "waveform" ? [waveform(sound.samples, sound.scaling[0])] : logMel(sound)),
    MIX,
    AT_RATE,
    HEARD,
    AT,
  ];
}

function waveform(samples: number, { shift, scale }: { shift: number; scale: number }): string {
  return `/** The first ${samples} samples of what is heard, the largest made 1, scaled. */
function encode(recording: Recording): number[] {
  const samples = atRate(mix(recording), recording.rate);
  const [start, end] = heard(samples);
  const cut = samples.subarray(start, Math.min(end, start + ${samples}));
  const peak = cut.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return Array.from({ length: ${samples} }, (_, i) => {
    const level = peak === 0 ? 0 : Math.round((at(cut, i) / peak) * 32767) / 32767;
    return Math.fround((level - ${literal(shift)}) / ${literal(scale)});
  });
}`;
}

function logMel({
  mel: { window, hop, frames, bands, lowest, highest },
  scaling,
}: LogMelPreprocessing): string[] {
  const length = 2 ** Math.ceil(Math.log2(window));
  return [
    `/** Shift and scale of each band. */
const scaling: [number, number][] = ${literal(scaling.map(({ shift, scale }) => [shift, scale]))};`,
    `const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);
const lowest = mel(${literal(lowest)});
const step = (mel(${literal(highest)}) - lowest) / ${bands + 1};

/** How much of a spectrum's powers is in each band: triangles on the mel scale. */
const filters = Array.from({ length: ${bands} }, (_, band) =>
  Array.from({ length: ${length / 2 + 1} }, (_, k) =>
    Math.max(0, 1 - Math.abs((mel((k * rate) / ${length}) - lowest) / step - band - 1)),
  ),
);`,
    `/** ${frames} frames of ${bands} bands: decibels below the loudest, scaled. */
function encode(recording: Recording): number[] {
  const samples = atRate(mix(recording), recording.rate);
  const [start, end] = heard(samples);
  const windows = Math.max(1, Math.round((end - start) / ${hop}));
  const cells = Array.from({ length: ${frames * bands} }, () => 0);
  for (let w = 0; w < windows; w++) {
    const first = start + Math.round((w + 0.5) * ${hop} - ${window / 2});
    const frame = Array.from({ length: ${length} }, (_, i) =>
      i < ${window} ? at(samples, first + i) * (0.5 - 0.5 * Math.cos((Math.PI * (2 * i + 1)) / ${window})) : 0,
    );
    const [real, imaginary] = fft(frame);
    const energies = filters.map((filter) =>
      filter.reduce((sum, weight, k) => sum + weight * (at(real, k) ** 2 + at(imaginary, k) ** 2), 0),
    );
    // The window's part in each of the frames that share out the recording's length.
    const [begin, finish] = [(w * ${frames}) / windows, ((w + 1) * ${frames}) / windows];
    for (let f = Math.floor(begin); f < Math.min(${frames}, finish); f++) {
      const part = Math.min(finish, f + 1) - Math.max(begin, f);
      energies.forEach((energy, band) => (cells[f * ${bands} + band] = at(cells, f * ${bands} + band) + part * energy));
    }
  }
  const loudest = cells.reduce((a, b) => Math.max(a, b));
  return cells.map((power, i) => {
    const share = loudest < 1e-30 ? 0 : power / loudest;
    const decibels = share > 1e-6 ? Math.round(2560 * Math.log10(share)) / 256 : -60;
    const [shift, scale] = scaling[i % ${bands}] ?? [0, 1];
    return Math.fround((decibels - shift) / scale);
  });
}`,
    FFT,
  ];
}
