import wavefile from "wavefile";

const RATE = 48_000;
const SECONDS = 0.6;

/** A WAV file of two seconds with a whistle that glides from one pitch to another, in Hz. */
export function whistles(from: number, to: number): Buffer {
  const samples = new Float64Array(2 * RATE);
  for (let i = 0; i < SECONDS * RATE; i++) {
    const t = i / RATE;
    const swell = Math.sin(0.5 * Math.PI * Math.min(1, 20 * t, 20 * (SECONDS - t)));
    samples[Math.round(0.3 * RATE) + i] =
      0.4 * swell * Math.sin(2 * Math.PI * (from * t + ((to - from) * t * t) / (2 * SECONDS)));
  }
  const wav = new wavefile.WaveFile();
  wav.fromScratch(
    1,
    RATE,
    "16",
    samples.map((x) => Math.round(x * 32_767)),
  );
  return Buffer.from(wav.toBuffer());
}
