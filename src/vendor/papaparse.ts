/** @file Papa Parse's splitter of CSV text. scripts/vendor.mjs bundles it into this file, for a browser has no packages. */

import Papa from "papaparse";

export const Parser: typeof Papa.Parser = Papa.Parser;
