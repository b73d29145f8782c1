// @ts-check
/**
 * @file The pen whose digits `lamps` learned from beside MNIST: it knows fewer ways of writing than the library's has come to
 * know since, and its hand is steadier. Lessons of the course rest on single neurons of that network, so it is to stay as
 * it is, weight for weight.
 */

/** @typedef {import("../src/data/digits/pen-hand.js").Pen} Pen */
/** @typedef {import("../src/data/digits/pen-styles.js").PenStyle} PenStyle */

/** The standard deviation of where the pen passes from where the style has it, of the digit's height. */
const UNSTEADINESS = 0.035;

/** Anticlockwise from the top. */
const RING = "50 0, 13 14, 0 50, 13 86, 50 100, 87 86, 100 50, 87 14, 52 1";

/**
 * The pen. dist/ must be built.
 *
 * @returns {Promise<Pen>}
 */
export async function lampsPen() {
  const { between, chooseStyle, curve } = await import("../dist/data/digits/pen-hand.js");
  const { penStyle } = await import("../dist/data/digits/pen-styles.js");
  const styles = stylesOf(penStyle);
  return (name, random) => {
    const penWidth = between(random, 1.3, 3);
    const style = chooseStyle(styles[name], random);
    const width = style.width * between(random, 0.65, 1.45);
    const slant = between(random, -0.15, 0.4);
    const strokes = style.strokes.map((points) =>
      curve(
        points.map(([x, y, corner]) => {
          const down = y + UNSTEADINESS * random.normal();
          const across = x * width + UNSTEADINESS * random.normal();
          const left = across + slant * (1 - down);
          return corner ? [left, down, corner] : [left, down];
        }),
      ),
    );
    return { strokes, penWidth };
  };
}

/**
 * @param {(path: string, width: number, share: number) => PenStyle} style
 * @returns {Readonly<Record<string, readonly PenStyle[]>>} by the digit's name
 */
const stylesOf = (style) => ({
  0: [
    style(`${RING} / 85 -65, 15 160`, 1, 2.5),
    style(`${RING} / 50 -90, 45 180`, 1.1, 1.5),
    style(RING, 0.7, 2),
    style(`${RING} / 90 8, 10 92`, 0.75, 2),
    style(`${RING} / 115 -15, -15 115`, 0.75, 3),
    style(`${RING} / 130 5, -30 95`, 0.65, 1.5),
    style(`${RING} / 75 -20, 25 120`, 0.8, 1),
    style("50 0, 13 14, 0 50, 13 86, 50 100, 87 86, 100 50, 87 14, 95 2!, 5 102", 0.8, 1.5),
    style("80 10, 13 14, 0 50, 13 86, 50 100, 87 86, 100 50, 87 14, 50 -2, 20 10", 0.75, 1),
  ],
  1: [
    style("30 0, 15 100!, 90 72", 0.35, 1.5),
    style("30 0, 5 60, 10 98, 60 95, 100 80", 0.3, 0.5),
    style("50 0, 50 100", 0.1, 1),
    style("0 30, 80 0!, 80 100", 0.35, 3),
    style("0 50, 85 0!, 85 100", 0.5, 3),
    style("0 70, 90 0!, 100 100", 0.55, 1.5),
    style("0 42, 40 30, 75 0!, 70 100", 0.45, 1.5),
    style("10 25, 50 0!, 50 100 / 0 100, 100 100", 0.5, 2),
    style("50 0, 50 100 / 0 100, 100 100", 0.5, 0.5),
  ],
  2: [
    style("5 25, 30 2, 75 3, 90 28, 55 66, 2 100!, 100 98", 0.7, 2),
    style("5 20, 40 0, 80 15, 70 50, 20 92, 2 88, 20 76, 50 92, 100 97", 0.75, 2),
    style("0 4, 90 0!, 3 100!, 100 98", 0.7, 0.7),
    style("0 30, 25 0, 75 5, 70 45, 10 95!, 50 90, 100 100", 0.8, 1),
  ],
  3: [
    style("8 12, 50 0, 88 17, 72 40, 35 47!, 80 55, 97 77, 60 100, 2 90", 0.6, 2),
    style("5 2, 90 0!, 40 42!, 85 53, 95 80, 50 100, 0 90", 0.65, 1.5),
    style("5 15, 45 0, 82 15, 65 42, 35 46, 42 36, 55 46, 95 68, 65 100, 0 88", 0.6, 1),
  ],
  4: [
    style("45 0, 2 55, 25 68, 100 50 / 62 25, 50 100", 0.75, 1.5),
    style("55 0, 2 62!, 100 55 / 75 30, 62 95!, 85 90", 0.7, 1),
    style("15 0, 5 45, 30 58, 80 45 / 85 2, 75 100", 0.6, 1),
    style("20 10, 10 55!, 80 55 / 95 0, 75 100", 0.65, 1),
    style("20 0, 5 58!, 100 55 / 72 20, 66 100", 0.7, 2),
    style("65 0, 2 66!, 100 64 / 68 35, 66 100", 0.7, 2),
    style("72 0!, 2 66!, 100 64 / 72 0, 70 100", 0.7, 1.5),
    style("10 0, 2 50, 30 60, 85 42, 95 5!, 85 100", 0.6, 1.5),
    style("40 0, 2 70!, 100 66 / 60 40, 45 100", 0.85, 1),
  ],
  5: [
    style("20 2, 12 45!, 50 36, 92 55, 88 86, 48 100, 2 90 / 18 2, 95 0", 0.65, 2),
    style("95 0, 20 2!, 12 45!, 50 36, 92 55, 88 86, 48 100, 2 90", 0.65, 2),
    style("95 3, 30 5, 15 30, 55 45, 90 70, 55 100, 0 92", 0.6, 1.5),
    style("15 10, 12 45!, 60 42, 85 70, 50 100, 2 93 / 20 4, 100 2", 0.8, 1),
  ],
  6: [
    style("80 0, 30 25, 3 68, 22 96, 65 98, 95 76, 70 55, 30 62, 8 80", 0.6, 2),
    style("35 0, 5 50, 12 90, 55 100, 95 80, 75 58, 35 60, 12 78", 0.6, 2),
    style("95 10, 55 0, 12 35, 5 75, 45 100, 90 85, 80 58, 40 55, 10 72", 0.65, 1),
    style("60 0, 2 80, 30 100, 95 90, 80 65, 20 72", 0.6, 1),
  ],
  7: [
    style("0 4, 98 0!, 45 100", 0.6, 1.5),
    style("0 4, 98 0!, 50 50, 40 100 / 20 50, 90 47", 0.65, 3),
    style("0 18, 6 2!, 98 0!, 50 50, 42 100", 0.6, 1),
    style("0 20, 5 2!, 98 0!, 45 100 / 25 55, 95 50", 0.65, 1.5),
    style("0 10, 30 2, 60 10, 100 0!, 55 50, 50 100 / 25 50, 95 50", 0.7, 1),
    style("0 3, 95 0!, 90 100", 0.5, 1),
  ],
  8: [
    style("85 12, 48 0, 12 17, 30 42, 75 60, 92 84, 50 100, 8 84, 26 60, 70 42, 88 16", 0.6, 3),
    style("50 48, 12 22, 50 0, 88 22, 50 48 / 50 46, 2 72, 50 100, 98 72, 52 46", 0.6, 1.5),
    style("95 5, 45 0, 10 20, 60 52, 90 80, 45 100, 5 82, 40 52, 100 0", 0.6, 1.5),
    style("45 50, 10 25, 50 0, 85 22, 45 52, 8 80, 50 100, 92 80, 50 50", 0.6, 1),
  ],
  9: [
    style("88 12, 50 0, 10 14, 12 42, 50 52, 84 34, 90 10!, 85 60, 75 100", 0.55, 1.5),
    style("88 12, 50 0, 10 14, 12 42, 50 52, 84 34, 92 10, 92 65, 65 98, 8 92", 0.6, 3),
    style("88 12, 50 0, 10 14, 12 42, 50 52, 84 34, 92 8!, 95 60, 75 95, 35 100, 2 82", 0.6, 1.5),
    style("88 12, 50 0, 10 14, 12 42, 50 52, 84 34, 90 10, 70 70, 35 100", 0.6, 1),
    style("50 55, 8 40, 20 6, 65 0, 92 20, 50 55 / 92 15, 90 70, 60 100, 10 95", 0.65, 1),
  ],
});
