import type { EpochFigures } from "akari/training";

const WIDTH = 320;
const HEIGHT = 120;

/** The training loss, solid, and the validation loss, dashed, epoch by epoch. */
export function Curve({ figures, epochs }: { figures: readonly EpochFigures[]; epochs: number }) {
  const most = Math.max(
    ...figures.map(({ loss, validationLoss = 0 }) => Math.max(loss, validationLoss)),
    0.01,
  );
  const points = (of: (figures: EpochFigures) => number | undefined): string =>
    figures
      .map((each) => `${(WIDTH * each.epoch) / epochs},${HEIGHT * (1 - (of(each) ?? 0) / most)}`)
      .join(" ");
  const last = figures.at(-1);
  const told =
    last === undefined
      ? "No loss yet"
      : `Training loss ${last.loss.toFixed(3)}, validation loss ${last.validationLoss?.toFixed(3)}`;
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={told} fill="none" stroke="currentColor">
        <path d={`M0 0V${HEIGHT}H${WIDTH}`} opacity={0.5} />
        <polyline points={points(({ loss }) => loss)} />
        <polyline points={points(({ validationLoss }) => validationLoss)} strokeDasharray="4" />
      </svg>
      <figcaption>{told}</figcaption>
    </figure>
  );
}
