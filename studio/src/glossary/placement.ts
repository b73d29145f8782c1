/**
 * @file Where an explanation stands: by its word, and always whole within the screen.
 */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Size = Pick<Box, "width" | "height">;

/** From its word, and from the edge of the screen: `--space-2`. */
const GAP = 8;

/**
 * Below the word, else above it, else at its right or left, else over it. No larger than the screen without its edges;
 * what is longer scrolls within.
 */
export function placeBeside(word: Box, wanted: Size, screen: Size): Box {
  const width = Math.min(wanted.width, Math.max(0, screen.width - 2 * GAP));
  const height = Math.min(wanted.height, Math.max(0, screen.height - 2 * GAP));
  const most = { left: screen.width - GAP - width, top: screen.height - GAP - height };
  const within = (value: number, limit: number): number =>
    Math.max(Math.min(GAP, limit), Math.min(value, limit));
  const [right, bottom] = [word.left + word.width, word.top + word.height];
  const along = within(word.left, most.left);
  const beside = within(word.top + word.height / 2 - height / 2, most.top);
  const choices = [
    { left: along, top: bottom + GAP },
    { left: along, top: word.top - GAP - height },
    { left: right + GAP, top: beside },
    { left: word.left - GAP - width, top: beside },
  ];
  const fitting = choices.find(
    ({ left, top }) => left >= GAP && top >= GAP && left <= most.left && top <= most.top,
  );
  return { width, height, ...(fitting ?? { left: along, top: beside }) };
}
