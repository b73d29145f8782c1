/**
 * @file The Dockerfile: what a linter says of it, and what is asked of the image. `npm run check:image` does what it says.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { describe, expect, test } from "vitest";
import { parseArguments } from "../../src/cli/parse.js";
import { ROOT } from "../support/documents.js";

const text = readFileSync(join(ROOT, "Dockerfile"), "utf8");
const parsed = DockerfileParser.parse(text);
const stages = parsed.getFROMs();
/** Those of the last stage, which are the image's. */
const last = parsed
  .getInstructions()
  .filter((instruction) => instruction.getRange().start.line > (stages.at(-1)?.getRange().start.line ?? 0));
const all = (keyword: string): string[] =>
  last.filter((one) => one.getKeyword() === keyword).map((one) => one.getRawArgumentsContent() ?? "");

describe("the Dockerfile", () => {
  test("a linter finds nothing, and would", () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
    expect(validate(text.replace("WORKDIR /app", "WORKDRI /app"))).not.toEqual([]);
    expect(validate(text.replace("COPY --from=package", "COPY --form=package"))).not.toEqual([]);
  });

  test("has bases of a known version, of which the last has no shell", () => {
    const names = stages.map((stage) => stage.getImage() ?? "");
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/(?::\d+-|nodejs\d+-)/);
    expect(names.at(-1)).toContain("distroless");
    expect(all("RUN")).toEqual([]);
  });

  test("copies nothing that is not built in it, and runs as nobody in particular", () => {
    const copies = last.filter((one) => one.getKeyword() === "COPY");
    expect(copies.map((copy) => text.split("\n")[copy.getRange().start.line])).toEqual([
      "COPY --from=installed /app ./",
    ]);
    expect(all("USER")).toEqual(["65532:65532"]);
    expect(text).toContain("--omit=dev");
  });

  test("calls the server as its command takes it, without a shell that would keep signals from it", () => {
    const [entry, main] = JSON.parse(all("ENTRYPOINT")[0]) as string[];
    const [command, ...args] = JSON.parse(all("CMD")[0]) as string[];
    expect(entry).toMatch(/\/node$/);
    const { bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(main).toBe(`/app/node_modules/akari/${bin.akari.replace("./", "")}`);
    expect(command).toBe("serve");
    expect(parseArguments("serve", args).options.host).toBe("0.0.0.0");
    expect(all("EXPOSE")).toEqual(["8080"]);
    expect(all("HEALTHCHECK")[0]).toContain("127.0.0.1:8080/healthz");
  });
});

test(".dockerignore sends what the package is made of, and no folder that is not there", () => {
  const lines = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
  const kept = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  for (const name of kept) expect(existsSync(join(ROOT, name)), name).toBe(true);
  const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const packed = files.filter((file: string) => !file.startsWith("!") && file !== "dist");
  expect(kept).toEqual(expect.arrayContaining([...packed, "package.json", "package-lock.json"]));
  const sent = readdirSync(ROOT).filter((name) => kept.includes(name));
  for (const name of ["test", "bench", "site", "examples", "node_modules", ".git"])
    expect(sent).not.toContain(name);
});
