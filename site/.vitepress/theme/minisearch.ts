/**
 * @file The search of the site in the page: MiniSearch with the words that the index was made with. VitePress gives it no
 * function of ours without putting it into each page as text to evaluate, which a strict server forbids.
 */

import MiniSearch, { type Options } from "../../node_modules/minisearch";
import { tokenize } from "../../search.mjs";

export default {
  loadJSON: <Found>(json: string, options: Options<Found>): MiniSearch<Found> =>
    MiniSearch.loadJSON(json, { ...options, tokenize }),
};
