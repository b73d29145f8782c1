/** @file What browsers have of files: a page can offer a download, and reads what somebody chose. */

import { invalidArgument } from "../error.js";
import type { ReadLocalFile, SaveFile } from "./platform.js";

/** How long a download's bytes are kept: some browsers ask for them after their user has chosen a place. */
const KEPT_MS = 60_000;

export const readLocalFile: ReadLocalFile = undefined;

export const saveFile: SaveFile = async (name, bytes) => {
  if (typeof document === "undefined") {
    throw invalidArgument(
      'Only a page can offer a download, not its Worker. Save it as "indexeddb://NAME", or send its bytes to the page.',
    );
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
};
