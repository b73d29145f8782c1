// @ts-check
/**
 * @file Which run a page and its Worker are asked for.
 */

import { fixedRun } from "./fixed-run.mjs";
import { mediaRun } from "./media-run.mjs";

/**
 * @typedef {object} Asked
 * @property {number} threads of the fixed run
 * @property {string[] | undefined} pictures names of files, where it is these that are to be read
 */

/**
 * @param {Asked} asked
 * @returns {Promise<object>}
 */
export const run = ({ threads, pictures }) =>
  pictures === undefined ? fixedRun(threads) : mediaRun(pictures);
