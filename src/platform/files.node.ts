/** @file Files of Node, Bun and Deno. */

import { fileURLToPath } from "node:url";
import type { ReadLocalFile, SaveFile } from "./platform.js";
import { readBytes } from "./read-file.node.js";
import { writeAtomically } from "./write-file.node.js";

export const readLocalFile: ReadLocalFile = async (place) =>
  readBytes(place instanceof URL ? fileURLToPath(place) : place);

export const saveFile: SaveFile = writeAtomically;
