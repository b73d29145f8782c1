/**
 * @file docs/scaling.md, followed from the top: its calls for one machine as one script of the shell, and what it shows of
 * them; what it says for several machines against the exported folder. What `akari` alone does is run by documents.test.ts.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/formats/files.node.js";
import { akari, makeFolder } from "../cli/harness.js";
import { blocksOf, ROOT } from "../support/documents.js";
import { NO_TORCH, torchPython } from "./python.js";

const BLOCKS = blocksOf("docs/scaling.md");
const ofShell = BLOCKS.filter(({ language }) => language === "sh").map(({ text }) => text);
const [INSTALL] = ofShell;
const [SEVERAL, SUBMIT, LARGER] = ofShell.slice(-3);
/** What is run: all but the installation, which downloads PyTorch, and what takes a cluster. */
const STEPS = BLOCKS.flatMap(({ language, text }) => {
  if (language === "console") return [text.slice(2, text.indexOf("\n"))];
  return language === "sh" && ![INSTALL, SEVERAL, SUBMIT, LARGER].includes(text) ? [text] : [];
});
const [LOSSES, SCORE] = BLOCKS.filter(({ language }) => language === "text").map(({ text }) => text);

const folder = makeFolder();
const cluster = folder.path("cluster");
const houses = folder.path("houses.csv");
const table = blocksOf("docs/training.md").find(({ language }) => language === "csv")?.text ?? "";
writeFileSync(houses, table);
afterAll(folder.remove);

test("what it says for several machines is what the folder says, and has", async () => {
  const place = folder.path("told");
  expect((await akari(["train", houses, "--to", "torchrun", "--out", place])).code).toBe(0);
  const readme = readFileSync(`${place}/README.md`, "utf8");
  expect(readme).toContain(`\`\`\`sh\n${SEVERAL}\`\`\`\n`);
  expect(INSTALL.replaceAll("cluster/", "")).toBe(
    readme.slice(readme.indexOf("python3 -m venv"), readme.indexOf("venv/bin/torchrun --standalone")),
  );
  for (const line of SUBMIT.trim().split("\n")) expect(readme).toContain(`${line}\n`);
  for (const file of ["slurm.sh", "pytorchjob.yaml"]) expect(SUBMIT).toContain(file);
  expect(readFileSync(`${place}/slurm.sh`, "utf8")).toContain("#SBATCH --nodes=2\n");
  // The numbers that the page's call of sed changes.
  const [edit] = /s\/eplicas: 2\$\/eplicas: 64\//.exec(LARGER) ?? [""];
  const job = spawnSync("sed", [edit, `${place}/pytorchjob.yaml`], { encoding: "utf8" }).stdout;
  expect(job.match(/\w*eplicas: 64$/gm)).toEqual(["minReplicas: 64", "maxReplicas: 64", "replicas: 64"]);
});

describe.skipIf(torchPython === undefined)(torchPython === undefined ? NO_TORCH : "with torchrun", () => {
  let said: string;

  beforeAll(() => {
    const call = `npx() { shift; node ${JSON.stringify(join(ROOT, "dist/cli/main.js"))} "$@"; }`;
    // The virtual environment that the page would make.
    const link = `mkdir -p cluster/venv/bin && cp torchrun cluster/venv/bin/`;
    writeFileSync(
      folder.path("torchrun"),
      `#!/bin/sh\nexec ${JSON.stringify(torchPython)} -m torch.distributed.run "$@"\n`,
      { mode: 0o755 },
    );
    const script = STEPS.flatMap((step) => (step.includes("--to torchrun") ? [step, link] : [step])).join(
      "\n",
    );
    const ended = spawnSync("bash", ["-euc", `${call}\n${script}`], {
      cwd: dirname(houses),
      encoding: "utf8",
      env: { ...process.env, OMP_NUM_THREADS: "1", NO_COLOR: "1" },
    });
    if (ended.status !== 0) throw new Error(`${ended.stdout}${ended.stderr}`);
    said = ended.stdout;
  }, 600_000);

  test("losses stand side by side as on the page", () => {
    const sideBySide = (text: string) =>
      [...text.matchAll(/^(\d+),(\d+),(\S+) (\d+),(\d+),(\S+)$/gm)].map(([, ...cells]) => cells.map(Number));
    const shown = sideBySide(LOSSES);
    const printed = sideBySide(said);
    expect(printed.length).toBe(4);
    for (const [i, [step, epoch, ours, sameStep, sameEpoch, theirs]] of printed.entries()) {
      expect([step, epoch]).toEqual(shown[i].slice(0, 2));
      expect([sameStep, sameEpoch]).toEqual([step, epoch]);
      expect(ours).toBe(shown[i][2]);
      expect(Math.abs(theirs - ours) / ours).toBeLessThan(1e-5);
    }
  });

  test("the result is as good, has its history, and goes on", async () => {
    // Of `akari train` and of `akari evaluate`.
    expect(said.split(SCORE.trim()).length - 1).toBe(2);
    const { record } = await loadModel(join(cluster, "result.safetensors"));
    const trained = (await loadModel(folder.path("houses.safetensors"))).record;
    expect(record?.bestEpoch).toBe(trained?.bestEpoch);
    expect(record?.history?.loss.length).toBe(trained?.history?.loss.length);
    expect(readFileSync(folder.path("report.html"), "utf8")).toContain("<svg");
    expect(existsSync(folder.path("further.safetensors"))).toBe(true);
  });
});
