// @ts-check
/** @file Options of the benchmarks: those that name some of what there is, and whole numbers. */

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

/**
 * @param {string} option
 * @param {string} given
 * @returns {number} 1 or more
 */
export function whole(option, given) {
  const value = Number(given);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${option} takes a whole number of 1 or more, not ${given}.`);
}
