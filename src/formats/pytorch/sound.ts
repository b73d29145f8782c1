/**
 * @file The Python that makes a recording into a network's inputs: docs/sound.md with PyTorch, as src/data/audio does it.
 */

import type { LogMelPreprocessing, SoundPreprocessing } from "../../model/preprocessing.js";
import { literal } from "./syntax.js";

const MIX = `
def mix(samples, rate):
    """A recording's channels as one, in the precision that Akari reads them in."""
    if not (rate == int(rate) and 1000 <= rate <= 192000):
        raise ValueError(f"The rate is {rate}: it must be a whole number from 1000 to 192000 samples a second.")
    samples = torch.as_tensor(samples, dtype=torch.float64)
    if samples.ndim == 2:
        if len(samples) > 64:
            raise ValueError(f"{len(samples)} channels are too many: give samples as [n] or [channels, n].")
        samples = samples.mean(0)
    if samples.ndim != 1 or len(samples) == 0:
        raise ValueError(f"Samples come as [n] or [channels, n], not as {list(samples.shape)}.")
    samples = samples.float().double()
    if not samples.isfinite().all():
        raise ValueError("A sample is not a finite number.")
    return samples
`;

const AT_RATE = `
def at_rate(samples, rate):
    """Samples at the model's rate, by a sinc with 32 zero crossings on each side under a Hann window."""
    if rate == RATE:
        return samples
    down, up = rate // math.gcd(rate, RATE), RATE // math.gcd(rate, RATE)
    bandwidth = 0.94 * min(1, RATE / rate)
    reach = 32 / bandwidth
    result = torch.zeros(max(1, math.floor(len(samples) * RATE / rate + 0.5)), dtype=torch.float64)
    margin = math.ceil(reach) + 1
    padded = nn.functional.pad(samples, (margin, margin + down))
    # Results that lie alike between the samples have their filter in common, and are \`down\` samples apart.
    for i in range(min(up, len(result))):
        before, offset = i * down // up, i * down % up / up
        first, last = math.ceil(offset - reach), math.floor(offset + reach)
        distance = torch.arange(first, last + 1, dtype=torch.float64) - offset
        weights = torch.sinc(distance * bandwidth) * (0.5 + 0.5 * torch.cos(math.pi * distance / reach))
        places = padded[margin + before + first :].unfold(0, len(weights), down)
        part = result[i::up]
        part[:] = places[: len(part)] @ (weights / weights.sum())
    return result.float().double()
`;

const HEARD = `
def heard(samples):
    """Samples from the first to the last hundredth of a second that is not 30 dB below the loudest: their ends."""
    piece = max(1, math.floor(RATE / 100 + 0.5))
    energies = nn.functional.pad(samples**2, (0, -len(samples) % piece)).reshape(-1, piece).sum(1)
    loud = (energies >= energies.max() * 1e-3).nonzero()
    if energies.max() * 1e-3 == 0:
        return 0, len(samples)
    return int(loud[0]) * piece, min(len(samples), (int(loud[-1]) + 1) * piece)
`;

/** What makes a recording into inputs. */
export function soundCode(sound: SoundPreprocessing): string {
  const scaling = sound.scaling.map(({ shift, scale }) => [shift, scale]);
  return `
# Samples a second that recordings are brought to.
RATE = ${sound.rate}
# Shift and scale${sound.form === "waveform" ? "" : " of each band"}.
SHIFTS, SCALES = torch.tensor(${literal(scaling)}, dtype=torch.float64).T

${MIX}
${AT_RATE}
${HEARD}
${sound.form === "waveform" ? waveform(sound.samples) : logMel(sound)}`;
}

const waveform = (samples: number): string => `
def encode(samples, rate):
    """The first ${samples} samples of what is heard, the largest made 1, scaled: the first layer's inputs."""
    samples = at_rate(mix(samples, rate), int(rate))
    start, end = heard(samples)
    cut = samples[start : min(end, start + ${samples})]
    peak = cut.abs().max()
    levels = torch.zeros(${samples}, dtype=torch.float64)
    if peak > 0:
        levels[: len(cut)] = torch.floor(cut / peak * 32767 + 0.5) / 32767
    return ((levels - SHIFTS) / SCALES).float()
`;

function logMel({ mel: { window, hop, frames, bands, lowest, highest } }: LogMelPreprocessing): string {
  const length = 2 ** Math.ceil(Math.log2(window));
  return `
def mel(hertz):
    return 1127 * torch.log(1 + torch.as_tensor(hertz, dtype=torch.float64) / 700)


LOWEST = mel(${literal(lowest)})
STEP = (mel(${literal(highest)}) - LOWEST) / ${bands + 1}
# How much of a spectrum's powers is in each band, [bands, powers]: triangles on the mel scale.
FILTERS = (mel(torch.arange(${length / 2 + 1}, dtype=torch.float64) * RATE / ${length}) - LOWEST) / STEP
FILTERS = (1 - (FILTERS - torch.arange(1, ${bands + 1})[:, None]).abs()).clamp(min=0)
HANN = 0.5 - 0.5 * torch.cos(math.pi * (2 * torch.arange(${window}, dtype=torch.float64) + 1) / ${window})


def encode(samples, rate):
    """${frames} frames of ${bands} bands, decibels below the loudest, scaled: the first layer's inputs."""
    samples = at_rate(mix(samples, rate), int(rate))
    start, end = heard(samples)
    windows = max(1, math.floor((end - start) / ${hop} + 0.5))
    numbers = torch.arange(windows, dtype=torch.float64)
    first = start + torch.floor((numbers + 0.5) * ${hop} - ${window / 2} + 0.5).long()
    # Before and after a recording there is silence.
    places = first[:, None] + torch.arange(${window}) + ${window}
    padded = nn.functional.pad(samples, (${window}, ${window + hop}))
    spectrum = torch.fft.rfft(padded[places] * HANN, n=${length})
    energies = spectrum.abs() ** 2 @ FILTERS.T
    # Each window's part in each of the frames that share out the recording's length.
    frame = torch.arange(${frames}, dtype=torch.float64)[:, None]
    begin, finish = numbers * ${frames} / windows, (numbers + 1) * ${frames} / windows
    part = torch.minimum(finish, frame + 1) - torch.maximum(begin, frame)
    cells = part.clamp(min=0) @ energies
    decibels = torch.full_like(cells, -60)
    if cells.max() >= 1e-30:
        share = cells / cells.max()
        decibels = torch.where(share > 1e-6, torch.floor(2560 * torch.log10(share) + 0.5) / 256, decibels)
    return ((decibels - SHIFTS) / SCALES).flatten().float()
`;
}
