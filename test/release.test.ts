/**
 * @file `npm run release` in a clone of its own, whose check of the package is a stand-in: what it refuses, what a trial
 * would change, and what it commits and tags.
 */

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "./support/documents.js";

let folder: string;
const at = (path: string): string => join(folder, path);
const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(at(path), change(readFileSync(at(path), "utf8")));

function release(...args: string[]): { readonly status: number | null; readonly text: string } {
  const identity = { GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.org" };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/release.mjs", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...identity, GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.org" },
  });
  return { status, text: stdout + stderr };
}

/** A clone that can be released as 0.2.0 after 0.1.0. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "akari-release-"));
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", folder]);
  const carried = ["package.json", "package-lock.json", ".gitignore", ".npmrc"];
  for (const path of [...carried, "scripts/release.mjs", "scripts/setup.mjs"])
    cpSync(join(ROOT, path), at(path));
  symlinkSync(join(ROOT, "node_modules"), at("node_modules"), "junction");
  const sections = "## [0.2.0] - unreleased\n\n### Added\n\n- Much.\n\n## [0.1.0] - 2026-01-31\n\n- All.\n";
  writeFileSync(at("CHANGELOG.md"), `# Changelog\n\n${sections}`);
  edit("package.json", (text) => {
    const { scripts, ...manifest } = JSON.parse(text);
    const repository = { type: "git", url: "git+https://example.org/akari.git" };
    const stood = { ...scripts, "check:package": "node -e 0" };
    return `${JSON.stringify({ ...manifest, version: "0.1.0", repository, scripts: stood }, undefined, 2)}\n`;
  });
  for (const path of ["README.md", "README.ja.md"])
    writeFileSync(at(path), "Install akari@0.1.0, akari-0.1.0.tgz.\n");
  for (const name of ["docs", "examples"]) mkdirSync(at(name));
  writeFileSync(at("examples/package.json"), '{ "dependencies": { "akari": "^0.1.0" } }\n');
  writeFileSync(at("docs/serving.md"), "akari@0.1.0 of 10.1.0, as akari@0.1.0 is.\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "All");
  git("update-ref", "refs/start", "HEAD");
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Where it stands, and what there is beside the commit. */
const state = (): string =>
  git("status", "--porcelain", "--branch", "--untracked-files") + git("rev-parse", "HEAD", "--tags");

/** Runs it where it must refuse, and change nothing. */
function refuses(args: readonly string[], sentence: RegExp): void {
  const before = state();
  const { status, text } = release(...args);
  expect(text).toMatch(sentence);
  expect(status).toBe(1);
  expect(state()).toBe(before);
}

describe("refuses", () => {
  test.each<[string, string[], RegExp]>([
    ["no version", [], /Name one version/],
    ["no semver", ["0.2"], /0\.2 is no version/],
    ["a released version", ["0.1.0"], /0\.1\.0 is not higher than 0\.1\.0/],
    ["a lower version", ["0.1.0-beta.1"], /is not higher than 0\.1\.0/],
    ["a version without a section", ["0.3.0"], /no line "## \[0\.3\.0\] - unreleased"/],
  ])("%s", (_, args, sentence) => refuses(args, sentence));

  const changed = (path: string, change: (text: string) => string) => () => {
    edit(path, change);
    git("commit", "--all", "--quiet", "--message", "A change");
  };
  test.each<[string, () => unknown, RegExp]>([
    ["a dirty tree", () => writeFileSync(at("new.txt"), ""), /Commit or undo[\s\S]*new\.txt/],
    ["another branch", () => git("checkout", "--quiet", "-B", "other"), /on the branch main/],
    ["an empty section", changed("CHANGELOG.md", (text) => text.replace("- Much.", "")), /lists nothing/],
    [
      "no repository",
      changed("package.json", (text) => text.replace('"repository"', '"repo"')),
      /names no "repository"/,
    ],
    [
      "documents of before",
      changed("README.md", (text) => `${text}Akari is not on npm yet.\n`),
      /README\.md:2/,
    ],
    [
      "a package that fails its check",
      changed("package.json", (text) => text.replace('"node -e 0"', '"node -e process.exit(1)"')),
      /does not pass npm run check:package/,
    ],
  ])("%s", (_, prepare, sentence) => {
    prepare();
    refuses(["0.2.0"], sentence);
    rmSync(at("new.txt"), { force: true });
    git("checkout", "--quiet", "--force", "-B", "main", "refs/start");
  });
});

test("a trial shows its changes and takes them back; then it commits and tags them", () => {
  const trial = release("0.2.0", "--dry-run");
  expect(trial.text).toContain('-  "version": "0.1.0"');
  expect(trial.text).toContain("Nothing has been changed.");
  expect(trial.status).toBe(0);
  expect([git("status", "--porcelain"), git("tag")]).toEqual(["", ""]);

  const made = release("0.2.0");
  expect(made.text).toContain("git push origin main v0.2.0");
  expect(made.status).toBe(0);
  expect(git("status", "--porcelain")).toBe("");
  expect(git("rev-parse", "v0.2.0^{commit}")).toBe(git("rev-parse", "HEAD"));
  const lines = git("show", "--unified=0", "--format=", "HEAD").split("\n");
  const today = new Date().toISOString().slice(0, 10);
  expect(lines.filter((line) => /^\+(?!\+)/.test(line)).sort()).toEqual(
    [
      '+  "version": "0.2.0",',
      '+  "version": "0.2.0",',
      '+      "version": "0.2.0",',
      `+## [0.2.0] - ${today}`,
      '+{ "dependencies": { "akari": "^0.2.0" } }',
      "+Install akari@0.2.0, akari-0.2.0.tgz.",
      "+Install akari@0.2.0, akari-0.2.0.tgz.",
      "+akari@0.2.0 of 10.1.0, as akari@0.2.0 is.",
    ].sort(),
  );
});
