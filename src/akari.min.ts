/**
 * @file All that a page needs, in one file for `<script type="module">`: what is exported here is bundled into
 * dist/akari.min.js, which needs nothing else. It is for pages without a bundler; with one, import from the entry points.
 */

export * from "./data.js";
export * from "./engines.js";
export * from "./formats.js";
// Where two entries have one of a name, that which does what the other does and more: any format, rows by name.
export { load, save } from "./formats.js";
export * from "./index.js";
export * from "./insight.js";
export { predict } from "./insight.js";
export * from "./model.js";
export * from "./training.js";
