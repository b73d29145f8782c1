// @ts-check
/**
 * @file The browsers that tests run in: finds one that is installed and, on Debian and its kin, installs it where
 * none is.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { SetUpError } from "./setup.mjs";

/** @typedef {"chromium" | "firefox"} BrowserName */

/** Where each may be: the variable that names it first, then commands on the path, then the usual places. */
const BROWSERS = {
  chromium: {
    title: "Chrome or Chromium",
    variable: "CHROME_PATH",
    // The first is the same engine without a window, and tests of the page take a quarter less time in it.
    commands: [
      "chromium-headless-shell",
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
    ],
    places: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      ...programFolders().map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")),
      ...programFolders().map((folder) => join(folder, "Microsoft/Edge/Application/msedge.exe")),
    ],
    debianPackages: ["chromium-headless-shell", "chromium"],
  },
  firefox: {
    title: "Firefox",
    variable: "FIREFOX_PATH",
    commands: ["firefox", "firefox-esr"],
    places: [
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      ...programFolders().map((folder) => join(folder, "Mozilla Firefox/firefox.exe")),
    ],
    debianPackages: ["firefox-esr"],
  },
};

/** Where Windows keeps programs. */
function programFolders() {
  const { PROGRAMFILES, "PROGRAMFILES(X86)": x86, LOCALAPPDATA } = process.env;
  return [PROGRAMFILES, x86, LOCALAPPDATA].filter((folder) => folder !== undefined);
}

/**
 * The path of an installed browser.
 *
 * @param {BrowserName} name
 * @throws {SetUpError} when there is none
 */
export function findBrowser(name) {
  const { title, variable } = BROWSERS[name];
  const named = process.env[variable];
  const path = named ?? lookFor(name);
  if (path !== undefined && existsSync(path)) return path;
  throw new SetUpError(
    named === undefined
      ? `No ${title} was found on this machine, and tests run in it. Install it, or set the environment variable ` +
          `${variable} to its program.`
      : `The environment variable ${variable} should name the program of ${title}, but there is no ${named}.`,
  );
}

/**
 * Makes sure that a browser is there: installs it where Debian's packages can be installed, and leaves alone what is
 * there already.
 *
 * @param {BrowserName} name
 * @throws {SetUpError} when there is none and it cannot be installed
 */
export function provideBrowser(name) {
  const { title, variable, debianPackages } = BROWSERS[name];
  const missing = process.env[variable] === undefined && lookFor(name) === undefined;
  if (missing && process.getuid?.() === 0 && onPath("apt-get") !== undefined) {
    console.log(`Installing ${title} with apt-get …`);
    const isUpdated = apt("update");
    // Not every release of Debian and its kin has all of them.
    const wanted = debianPackages.find(isPackage);
    if (!isUpdated || wanted === undefined || !apt("install", "--yes", "--no-install-recommends", wanted)) {
      throw new SetUpError(
        `apt-get could not install ${debianPackages.join(" or ")}, in which tests run; what it says is above.`,
      );
    }
  }
  findBrowser(name);
}

/** @param {string[]} args @returns {boolean} whether it succeeded; what it says of a failure is printed */
function apt(...args) {
  const { status } = spawnSync("apt-get", ["-qq", ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0;
}

/** @param {string} name of what may be one of this system's packages */
const isPackage = (name) => spawnSync("apt-cache", ["show", name], { stdio: "ignore" }).status === 0;

/** @param {BrowserName} name */
function lookFor(name) {
  const { commands, places } = BROWSERS[name];
  return commands.map(onPath).find((path) => path !== undefined) ?? places.find((path) => existsSync(path));
}

/** @param {string} command */
function onPath(command) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path));
}
