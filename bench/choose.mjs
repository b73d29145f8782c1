// @ts-check
/** @file Options of the benchmarks that name some of what there is. */

/**
 * @template {string} Name
 * @param {string} option
 * @param {string | undefined} given names with commas between them
 * @param {readonly Name[]} known
 * @returns {readonly Name[]}
 */
export function choose(option, given, known) {
  if (given === undefined) return known;
  return given.split(",").map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined) throw new Error(`--${option} has no "${name}"; it has ${known.join(", ")}.`);
    return found;
  });
}
