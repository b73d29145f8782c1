// @ts-check
/**
 * @file `node bench/scaling.mjs`: how an exported experiment trains on one process and on two, beside Akari itself: rows a
 * second and the peak of each process's memory. docs/scaling.md has its figures. See `--help`.
 */

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeLargeTable } from "./large-table.mjs";

const HELP = `Usage: npm run build, and then node bench/scaling.mjs [options]

  --rows N        of a table of 30 columns, which is made first (1000000)
  --options=TEXT  of akari train (--layers 256,128 --activation relu --batch 4096 --epochs 1000)
  --seconds N     that each run trains for, from its first step on (30)
  --folder NAME   where table and exported folder are or go (one for this call)
  --skip-akari    leaves Akari's own run out, which reads the table again
  --python FILE   a Python with PyTorch 2.1 or later and safetensors ($AKARI_TORCH_PYTHON, or python3)
  --reduce        times sums over two processes instead, by their size
  --paper S,MB,N  what 1 to 64 machines would take for a step that takes one of them S seconds, with gradients of MB
                  megabytes in N tensors, at 10 and 25 Gbit/s
  --help

It needs Linux, whose /proc tells the peaks.`;

const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    options: { type: "string", default: "--layers 256,128 --activation relu --batch 4096 --epochs 1000" },
    seconds: { type: "string", default: "30" },
    folder: { type: "string" },
    python: { type: "string", default: process.env.AKARI_TORCH_PYTHON ?? "python3" },
    "skip-akari": { type: "boolean", default: false },
    reduce: { type: "boolean", default: false },
    paper: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const torchrun = (/** @type {number} */ processes) => [
  values.python,
  ...["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", String(processes)],
];

/** A message between two processes, in seconds: half of what --reduce measures for the sum of a single number. */
const ROUND = 0.00011;

if (values.help) console.log(HELP);
else if (values.paper !== undefined) estimate(values.paper.split(",").map(Number));
else {
  const busy = loadavg()[0].toFixed(1);
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}; load of the last minute ${busy}`,
  );
  if (values.reduce) {
    const program = fileURLToPath(new URL("reduce.py", import.meta.url));
    const { said } = await run([...torchrun(2), program], {});
    console.log(said);
  } else await compare();
}

/**
 * A step as if nothing of it were done at the same time: its rows divided over the machines, and then gloo's ring, in which
 * each gradient goes round twice.
 *
 * @param {number[]} step
 */
function estimate([seconds, megabytes, tensors]) {
  console.log("machines  10 Gbit/s             25 Gbit/s");
  for (const machines of [1, 2, 4, 8, 16, 32, 64]) {
    const times = [10, 25].map((gigabits) => {
      const bytes = (2 * (machines - 1) * megabytes * 1e6) / machines;
      return seconds / machines + bytes / (gigabits * 1.25e8) + 2 * (machines - 1) * ROUND * tensors;
    });
    const cells = times.map((time) =>
      `${time.toFixed(4)} s, ${(seconds / time).toFixed(1)} times`.padEnd(22),
    );
    console.log(`${String(machines).padEnd(10)}${cells.join("")}`.trimEnd());
  }
}

async function compare() {
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), "akari-scaling-"));
  const [table, place] = [join(folder, "table.csv"), join(folder, "cluster")];
  try {
    if (!existsSync(table)) await writeLargeTable(table, Number(values.rows));
    const train = [process.execPath, MAIN, "train", table, "--target", "y", ...values.options.split(" ")];
    if (!existsSync(place)) {
      const { peaks, seconds } = await run([...train, "--to", "torchrun", "--out", place], {});
      console.log(`export                ${seconds.toFixed(0)} s, ${megabytes(peaks)}`);
    }
    if (!values["skip-akari"]) {
      const checkpoint = join(folder, "akari.checkpoint.safetensors");
      rmSync(checkpoint, { force: true });
      const command = [...train, "--checkpoint", "1epochs", "--out", join(folder, "akari.safetensors")];
      show("akari train", await timed(command, checkpoint, /A checkpoint every/));
    }
    for (const processes of [1, 2]) {
      const checkpoint = join(folder, "cluster.checkpoint.safetensors");
      rmSync(checkpoint, { force: true });
      // A thread each, as two machines of a core would have.
      const program = [join(place, "train.py"), "--threads", "1", "--checkpoint", checkpoint];
      const command = [...torchrun(processes), ...program];
      const result = [
        "--result",
        join(folder, "result.safetensors"),
        "--log-steps",
        join(folder, "steps.csv"),
      ];
      show(
        `torchrun, ${processes} process${processes > 1 ? "es" : ""}`,
        await timed([...command, ...result], checkpoint, /rows to learn/),
      );
    }
  } finally {
    if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Trains for a while, and then stops, which makes a checkpoint.
 *
 * @param {string[]} command
 * @param {string} checkpoint
 * @param {RegExp} begins what it says when it begins to train
 */
async function timed(command, checkpoint, begins) {
  const { peaks, said } = await run(command, { begins, seconds: Number(values.seconds) });
  if (!existsSync(checkpoint)) throw new Error(said);
  const state = stateIn(checkpoint);
  return { peaks, steps: state.step, seconds: state.trainingSeconds };
}

/**
 * @param {string} name
 * @param {{ peaks: number[], steps: number, seconds: number }} run
 */
function show(name, { peaks, steps, seconds }) {
  const [, batch] = /--batch (\d+)/.exec(values.options) ?? ["", "32"];
  const rows = ((steps * Number(batch)) / seconds).toFixed(0);
  console.log(
    `${name.padEnd(22)}${steps} steps, ${(seconds / steps).toFixed(4)} s a step, ${rows} rows/s, ${megabytes(peaks)}`,
  );
}

/** @param {number[]} peaks in KiB */
function megabytes(peaks) {
  return `peaks ${peaks.map((peak) => `${(peak / 1024).toFixed(0)} MiB`).join(" and ")}`;
}

/** What a checkpoint says of its run. @param {string} path */
function stateIn(path) {
  const file = openSync(path, "r");
  const length = Buffer.alloc(8);
  readSync(file, length, 0, 8, 0);
  const header = Buffer.alloc(Number(length.readBigUInt64LE()));
  readSync(file, header, 0, header.length, 8);
  return JSON.parse(JSON.parse(header.toString()).__metadata__["akari.checkpoint"]);
}

/**
 * Runs a command, and looks at the memory of those of its processes that train.
 *
 * @param {string[]} command
 * @param {{ begins?: RegExp, seconds?: number }} until Ctrl-C so many seconds after it has said so
 */
async function run([file, ...args], { begins, seconds = 0 }) {
  const started = performance.now();
  const child = spawn(file, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let end = Number.POSITIVE_INFINITY;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said += text;
      if (begins?.test(said) && end === Number.POSITIVE_INFINITY) end = performance.now() + seconds * 1000;
    });
  }
  let isOver = false;
  child.on("close", () => {
    isOver = true;
  });
  /** @type {Map<number, number>} */
  const peaks = new Map();
  while (!isOver) {
    await setTimeout(100);
    const training = trainersOf(child.pid ?? 0);
    for (const pid of training) peaks.set(pid, peakOf(pid) ?? peaks.get(pid) ?? 0);
    if (performance.now() > end) {
      end = Number.MAX_VALUE;
      process.kill(-(child.pid ?? 0), "SIGINT");
    }
  }
  // Before and after them torchrun is looked at itself.
  if (peaks.size > 1) peaks.delete(child.pid ?? 0);
  return { peaks: [...peaks.values()], said, seconds: (performance.now() - started) / 1000 };
}

/** A process, or those that torchrun has started for it. @param {number} pid @returns {number[]} */
function trainersOf(pid) {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`)
    ?.trim()
    .split(" ")
    .filter(Boolean)
    .map(Number);
  const training = (children ?? []).filter((child) =>
    readIfThere(`/proc/${child}/cmdline`)?.includes("train.py"),
  );
  return training.length > 0 ? training : [pid];
}

/** The most memory that a process has had, in KiB. @param {number} pid */
function peakOf(pid) {
  const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readIfThere(`/proc/${pid}/status`) ?? "") ?? [];
  return peak === undefined ? undefined : Number(peak);
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
