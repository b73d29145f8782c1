/**
 * @file Precision, recall and F1 of every class, from the confusion matrix. Where a division is by zero, scikit-learn's
 * choice holds: the figure is 0, and a class that neither occurs nor was ever predicted has none and counts in no mean.
 */

/** How well one class is told from all others. */
export interface ClassScore {
  /** How many examples of this class there are. */
  readonly examples: number;
  /** The share of those predicted as this class that are of it, 0 to 1; 0 where it was never predicted. */
  readonly precision: number;
  /** The share of this class's examples that were predicted as it, 0 to 1; 0 where it has none. */
  readonly recall: number;
  /** The harmonic mean of both, `2 TP / (2 TP + FP + FN)`. */
  readonly f1: number;
}

/** The plain mean over the classes, each counting the same however many examples it has. */
export type MacroScore = Omit<ClassScore, "examples">;

export interface ClassScores {
  /** In the classes' order; absent for a class that neither occurs nor was predicted. */
  readonly classes: readonly (ClassScore | undefined)[];
  readonly macro: MacroScore;
}

/** @param confusion counts, `[actual class][predicted class]` */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores {
  const classes = confusion.map((row, c) => {
    const examples = row.reduce((sum, n) => sum + n, 0);
    const predicted = confusion.reduce((sum, other) => sum + other[c], 0);
    if (examples + predicted === 0) return undefined;
    const right = row[c];
    return {
      examples,
      precision: share(right, predicted),
      recall: share(right, examples),
      f1: (2 * right) / (examples + predicted),
    };
  });
  const present = classes.filter((score) => score !== undefined);
  const mean = (key: keyof MacroScore): number =>
    share(
      present.reduce((sum, score) => sum + score[key], 0),
      present.length,
    );
  return { classes, macro: { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") } };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
