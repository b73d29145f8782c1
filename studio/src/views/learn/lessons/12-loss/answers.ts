/**
 * @file Five answers of a softmax layer to one picture, for each seed others: tenths, so that losses come out by hand, and such that the two
 * losses put them in different orders.
 */

import { LOSSES } from "akari/model";
import { CLASSES } from "../../../../mnist/digits";
import { drawnBy, pickBy } from "../../drawn";

export interface Answers {
  /** The digit that it is a picture of. */
  readonly digit: number;
  /** Ten probabilities each. */
  readonly answers: readonly (readonly number[])[];
  /** The probability whose cross-entropy is to be halved, twice. */
  readonly start: number;
}

export const LETTERS = ["A", "B", "C", "D", "E"] as const;

export const targetsOf = (digit: number): number[] => CLASSES.map((_, i) => (i === digit ? 1 : 0));

/** Added up over the outputs: a network's mean is a tenth of it, in the same order. */
export const squaredError = (answer: readonly number[], digit: number): number =>
  targetsOf(digit).reduce((sum, y, i) => sum + LOSSES.mean_squared_error.value(answer[i], y), 0);

/** From the logits that give these probabilities. */
export const crossEntropy = (answer: readonly number[], digit: number): number =>
  LOSSES.cross_entropy.example(answer.map(Math.log), targetsOf(digit));

/** The cross-entropy of a probability that the right class has: −ln p. */
export const crossEntropyAt = (p: number): number => crossEntropy([p, 1 - p], 0);

/** Indices from the smallest of these numbers to the greatest. */
export const inOrder = (values: readonly number[]): number[] =>
  [...values.keys()].sort((a, b) => values[a] - values[b]);

export interface Orders {
  readonly squared: readonly number[];
  readonly cross: readonly number[];
  /** By the largest probability, whichever digit has it, from the surest on. */
  readonly confident: readonly number[];
}

export const ordersOf = ({ digit, answers }: Pick<Answers, "digit" | "answers">): Orders => ({
  squared: inOrder(answers.map((answer) => squaredError(answer, digit))),
  cross: inOrder(answers.map((answer) => crossEntropy(answer, digit))),
  confident: inOrder(answers.map((answer) => -Math.max(...answer))),
});

/** Roots of roots that come out even, or nearly so. */
const STARTS = [0.01, 0.0256, 0.04, 0.0625, 0.09, 0.1296, 0.16, 0.2401];
/** The digit's probabilities, in tenths. */
const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8];

export const answersOf = drawnBy(draw, isTelling);

function draw(random: () => number): Answers {
  const take = <T>(from: T[]): T => from.splice(Math.floor(random() * from.length), 1)[0];
  const digit = Math.floor(10 * random());
  const left = [...TENTHS];
  const answers = LETTERS.map(() => {
    const right = take(left);
    const others = CLASSES.map((_, i) => i).filter((i) => i !== digit);
    const answer = new Array<number>(10).fill(0);
    answer[digit] = right;
    for (const share of sharesOf(10 - right, random)) answer[take(others)] = share;
    return answer.map((tenths) => tenths / 10);
  });
  return { digit, answers, start: pickBy(random)(STARTS) };
}

/** What is left for other digits, in tenths: all to one, nearly all to one, or a tenth to each. */
function sharesOf(rest: number, random: () => number): number[] {
  const kind = random();
  if (kind < 0.4) return [rest];
  if (kind < 0.6 && rest > 2) return [rest - 1, 1];
  return new Array<number>(rest).fill(1);
}

/** Squared errors of two answers are at least so far apart. */
const APART = 0.04;

/** Whether nothing ties, and the orders differ in at least two pairs from each other and from that of confidence. */
function isTelling(drawn: Answers): boolean {
  const { squared, cross, confident } = ordersOf(drawn);
  const errors = drawn.answers.map((answer) => squaredError(answer, drawn.digit)).sort((a, b) => a - b);
  if (errors.some((error, i) => i > 0 && error - errors[i - 1] < APART)) return false;
  const pairs: [readonly number[], readonly number[]][] = [
    [squared, cross],
    [squared, confident],
    [cross, confident],
    [confident, [...squared].reverse()],
    [confident, [...cross].reverse()],
  ];
  return pairs.every(([one, other]) => differing(one, other) >= 2);
}

/** How many pairs two orders put the other way round. */
export function differing(one: readonly number[], other: readonly number[]): number {
  const places = one.map((item) => other.indexOf(item));
  return places.reduce(
    (sum, place, i) => sum + places.slice(i + 1).filter((later) => later < place).length,
    0,
  );
}
