// @ts-check
/**
 * @file The comparisons as tables for people.
 */

import { describeNetwork } from "./networks.mjs";

const TITLES = {
  training: "training",
  batches: "answering batches",
  latency: "answering one example at a time",
};
const DATA_TITLES = /** @type {Record<string, string>} */ ({ mnist: "MNIST", dense: "dense random inputs" });

/**
 * @param {import("./compare.mjs").Comparison} comparison
 * @returns {string}
 */
export function table({ measured, network, settings, data, batch, peak, entries }) {
  const latency = measured === "latency";
  const checked = measured === "training" ? `loss at ${settings.checkedSteps}` : "deviation";
  const hasPeak = Object.keys(peak).length > 0;
  const ifPeak = (/** @type {string} */ text) => (hasPeak ? [text] : []);
  const header = [
    "",
    "setting",
    "threads",
    latency ? "µs each" : "samples/s",
    "±",
    "GFLOP/s",
    ...ifPeak("of peak"),
    "Akari is",
    checked,
  ];
  const rows = best(entries).map((entry) => [
    entry.title,
    entry.setting,
    entry.threads === 0 ? "" : String(entry.threads),
    ...(entry.samplesPerSecond === undefined
      ? ["failed", "", "", ...ifPeak(""), ""]
      : [
          latency ? (1e6 / entry.samplesPerSecond).toFixed(1) : round(entry.samplesPerSecond),
          percent(((entry.highest ?? 0) - (entry.lowest ?? 0)) / 2 / entry.samplesPerSecond),
          (entry.gflops ?? 0).toFixed(1),
          ...ifPeak(percent(entry.ofPeak ?? 0)),
          entry.contender === "akari" || entry.akariRatio === undefined ? "" : times(entry.akariRatio),
        ]),
    (entry.loss?.toFixed(5) ?? entry.deviation?.toExponential(0) ?? "") + (entry.wrong ? "  WRONG" : ""),
  ]);
  const measuredPeak = Object.entries(peak).map(([cores, gflops]) => `${gflops.toFixed(1)} on ${cores}`);
  const size = batch === settings.batch ? "" : `, ${batch} at a time`;
  return [
    `${network}: ${describeNetwork(settings)} — ${TITLES[measured]}, ${DATA_TITLES[data]}${latency ? "" : size}`,
    ...align([header, ...rows]),
    ...ifPeak(
      `  Strict SIMD's peak, in GFLOP/s: ${measuredPeak.join(", ")} ${measuredPeak.length > 1 ? "cores" : "core"}.`,
    ),
    ...entries.flatMap(({ title, setting, threads, error }) =>
      error === undefined
        ? []
        : [
            `  ${[title, setting, threads === 0 ? "" : `${threads} threads`].filter(Boolean).join(", ")}: ${error}`,
          ],
    ),
    "",
  ].join("\n");
}

/**
 * Of each contender its best setting and number of threads, or a wrong one: nobody should overlook it. Akari comes first.
 *
 * @param {readonly import("./compare.mjs").Entry[]} entries
 */
function best(entries) {
  const rate = (/** @type {import("./compare.mjs").Entry} */ entry) => entry.samplesPerSecond ?? 0;
  const rank = (/** @type {import("./compare.mjs").Entry} */ entry) =>
    entry.contender === "akari" ? Number.POSITIVE_INFINITY : rate(entry);
  const titles = [...new Set(entries.map(({ title }) => title))];
  return titles
    .map((title) => {
      const own = entries.filter((entry) => entry.title === title);
      return own.find(({ wrong }) => wrong) ?? own.reduce((a, b) => (rate(b) > rate(a) ? b : a));
    })
    .sort((a, b) => rank(b) - rank(a));
}

/**
 * Columns of one width each; the first two are text, the others are numbers.
 *
 * @param {readonly (readonly string[])[]} rows
 */
function align(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(0)}%`;
const times = (/** @type {number} */ ratio) => `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`;
/** Three digits say all that a measurement of this kind knows. */
const round = (/** @type {number} */ rate) => Number(rate.toPrecision(3)).toLocaleString("en");
