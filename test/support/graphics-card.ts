/**
 * @file The graphics card that tests compute on: that of the machine, or SwiftShader, the program that Chromium brings to stand in
 * for one.
 */

import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { findBrowser } from "../../scripts/browsers.mjs";
import { borrowCard, type Card } from "../../src/engine/webgpu/device.js";

/** Keeps a library in memory though it is no module of Node's (`RTLD_NODELETE`). */
const STAYS = 0x1000;

/** The card, to be returned; or why there is none. While a test file has it, what its shaders were compiled to is kept. */
export async function borrowTestCard(): Promise<Card | string> {
  if (process.env.VK_ICD_FILENAMES === undefined) useSwiftShader();
  try {
    return await borrowCard();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function useSwiftShader(): void {
  const folders = ["/usr/lib/chromium", dirname(findBrowser("chromium"))];
  const folder = folders.find((path) => existsSync(join(path, "vk_swiftshader_icd.json")));
  if (folder === undefined) return;
  process.env.VK_ICD_FILENAMES = join(folder, "vk_swiftshader_icd.json");
  try {
    // Dawn looks for the loader where the system has libraries, and finds one that is there already.
    process.dlopen({ exports: {} }, join(folder, "libvulkan.so.1"), constants.dlopen.RTLD_NOW | STAYS);
  } catch {
    // It is loaded all the same: only that it is no module of Node's is what is thrown.
  }
}
