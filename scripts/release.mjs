// @ts-check
/**
 * @file `npm run release -- 0.2.0`: makes a version of what is here. It refuses what cannot be a release, sets the version
 * where it stands, dates its section of the changelog, commits and tags; `--dry-run` shows the changes and takes them
 * back. Publishing is for .github/workflows/release.yml, when the tag is pushed.
 */

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { ROOT } from "./setup.mjs";

const BRANCH = "main";
const CHANGELOG = "CHANGELOG.md";
/** What the documents say as long as there is no version to install. */
const NOT_YET = /not on npm yet|until the package is on npm|まだ npm に|npm で公開されるまでは/i;
/** The title of a version in the changelog: `## [0.2.0] - unreleased`, or with its date. */
const SECTION = /^## \[(.+?)\] - (unreleased|\d{4}-\d\d-\d\d)$/gm;

/** Why there can be no release; its message is a sentence for a person. */
class Refusal extends Error {}

try {
  release(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @param {readonly string[]} args */
function release(args) {
  const isTrial = args.includes("--dry-run");
  const [version, ...rest] = args.filter((argument) => argument !== "--dry-run");
  if (version === undefined || rest.length > 0) {
    throw new Refusal(
      "Name one version: npm run release -- 0.2.0, with --dry-run to see what it would change.",
    );
  }
  const manifest = JSON.parse(read("package.json"));
  requireVersion(version, manifest.version);
  requirePlace(version);
  requireManifest(manifest);
  requireSections(version);
  requirePublished();
  if (spawnSync("npm run check:package", { cwd: ROOT, stdio: "inherit", shell: true }).status !== 0) {
    throw new Refusal("The package does not pass npm run check:package: what it finds is above.");
  }
  setVersion(manifest.version, version);
  if (isTrial) {
    console.log(git("diff", "--unified=0"));
    git("checkout", "--quiet", "--", ".");
    console.log(`Version ${version} could be made like this. Nothing has been changed.`);
    return;
  }
  git("add", "--all");
  // The first version may stand everywhere already, but its section has a date now.
  git("commit", "--quiet", "--message", `Version ${version}`);
  git("tag", "--annotate", `v${version}`, "--message", `Version ${version}`);
  console.log(
    `Version ${version} is committed and tagged. This pushes it, and the workflow "Release" publishes it:\n\n` +
      `  git push origin ${BRANCH} v${version}`,
  );
}

/**
 * @param {string} version
 * @param {string} current that of package.json, which may be released or not
 */
function requireVersion(version, current) {
  if (semver.valid(version) !== version) {
    throw new Refusal(`${version} is no version: write it as 1.2.3 or 1.2.3-beta.1 (https://semver.org).`);
  }
  const dated = [...read(CHANGELOG).matchAll(SECTION)].filter(([, , date]) => date !== "unreleased");
  const highest = semver.rsort(dated.map(([, name]) => name))[0];
  if (highest !== undefined && !semver.gt(version, highest)) {
    throw new Refusal(`${version} is not higher than ${highest}, which ${CHANGELOG} says is released.`);
  }
  if (semver.lt(version, current)) {
    throw new Refusal(`${version} is lower than ${current}, the version in package.json.`);
  }
}

/** @param {string} version */
function requirePlace(version) {
  const branch = git("rev-parse", "--abbrev-ref", "HEAD");
  if (branch !== BRANCH)
    throw new Refusal(`A release is made on the branch ${BRANCH}, and this is ${branch}.`);
  const changed = git("status", "--porcelain");
  if (changed !== "") throw new Refusal(`Commit or undo what has been changed first:\n${changed}`);
  if (git("tag", "--list", `v${version}`) !== "") throw new Refusal(`There is a tag v${version} already.`);
}

/** @param {{ readonly repository?: unknown }} manifest */
function requireManifest({ repository }) {
  if (repository !== undefined) return;
  throw new Refusal(
    'package.json names no "repository", and npm publishes with provenance only what names the one it was built in. ' +
      'Add "repository", "homepage" and "bugs" with their addresses, and commit them.',
  );
}

/** @param {string} version */
function requireSections(version) {
  const changelog = read(CHANGELOG);
  const title = `## [${version}] - unreleased`;
  const [before, section] = changelog.split(`${title}\n`);
  if (section === undefined) {
    throw new Refusal(`${CHANGELOG} has no line "${title}": begin the version's section with it.`);
  }
  const text = section.split(/^## /m)[0];
  if (!/^- /m.test(text)) throw new Refusal(`The section of ${version} in ${CHANGELOG} lists nothing.`);
  if (/^## /m.test(before)) {
    throw new Refusal(`The section of ${version} must be the first in ${CHANGELOG}.`);
  }
}

/** A document that says the package is not to be had yet would be wrong from the release on. */
function requirePublished() {
  const places = documents().flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, i) => (NOT_YET.test(line) ? [`${path}:${i + 1}`] : [])),
  );
  if (places.length === 0) return;
  throw new Refusal(
    `These say that the package is not on npm, which it is from its first release on: ${places.join(", ")}. ` +
      "Write what will hold then, and commit it.",
  );
}

/**
 * Sets the version in package.json and package-lock.json, in the documents and examples where they name a tarball, a
 * CDN's address or a dependency with it, and in the changelog.
 *
 * @param {string} old
 * @param {string} version
 */
function setVersion(old, version) {
  execFileSync(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["version", version, "--no-git-tag-version", "--allow-same-version", "--ignore-scripts"],
    { cwd: ROOT, stdio: "ignore", shell: process.platform === "win32" },
  );
  for (const path of documents()) {
    const text = read(path);
    const fresh = text
      .replaceAll(`akari-${old}.tgz`, `akari-${version}.tgz`)
      .replaceAll(`akari@${old}`, `akari@${version}`)
      .replaceAll(`"akari": "^${old}"`, `"akari": "^${version}"`);
    if (fresh !== text) writeFileSync(join(ROOT, path), fresh);
  }
  const today = new Date().toISOString().slice(0, 10);
  const changelog = read(CHANGELOG);
  const dated = changelog.replace(`## [${version}] - unreleased\n`, `## [${version}] - ${today}\n`);
  writeFileSync(join(ROOT, CHANGELOG), dated);
}

/** What may name a version: README, docs, and what is in the examples. */
function documents() {
  return git("ls-files", "README*.md", "docs", "examples")
    .split("\n")
    .filter((path) => /\.(?:md|html|js|json)$/.test(path));
}

/** @param {string} path from the root */
function read(path) {
  return readFileSync(join(ROOT, path), "utf8");
}

/** @param {readonly string[]} args */
function git(...args) {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}
