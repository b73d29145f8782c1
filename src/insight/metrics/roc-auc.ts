/**
 * @file The area under the receiver operating characteristic: how well a score puts the examples of a class before all
 * others, whatever the threshold.
 */

/**
 * The probability that an example of the class has a higher score than one that is not of it; equal scores count half
 * (Hanley and McNeil, 1982). Computed from ranks: `(R − m(m+1)/2) / (m n)`, where `R` is the sum of the ranks of the
 * `m` examples of the class, equal scores sharing their mean rank.
 *
 * @param scores `[n]`, in any unit: only their order counts
 * @param positive whether an example is of the class
 * @returns 0 to 1, chance being ½; undefined where all examples are of the class, or none is
 */
export function rocAuc(
  scores: ArrayLike<number>,
  positive: (example: number) => boolean,
): number | undefined {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[a] - scores[b],
  );
  let ranks = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    const meanRank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) {
      if (!positive(order[i])) continue;
      ranks += meanRank;
      positives++;
    }
    from = to;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
