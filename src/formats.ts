/**
 * @file What `import … from "akari/formats"` gives: models out of the bytes of any file that Akari reads, in Node and in
 * browsers alike. Unlike `akari` itself it needs packages, which are loaded with the first file that asks for them.
 */

export { decodeAnyModel } from "./formats/any-model.packages.js";
