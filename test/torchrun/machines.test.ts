/**
 * @file Two machines: two of Linux's network namespaces with a cable between them, and torchrun in each, started as the
 * exported folder's README says. `npm run test:torchrun`, which has to be root for it.
 */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { akari, makeFolder } from "../cli/harness.js";
import { writePrices } from "../cli/own-data.js";
import {
  beginAnew,
  exported,
  firstCheckpoint,
  largestDifference,
  type Running,
  sentencesOf,
  started,
  stepLosses,
  workersOf,
} from "./experiments.js";
import { torchPython } from "./python.js";

const NAMES = [0, 1].map((machine) => `akari-${process.pid}-${machine}`);
const CARDS = [0, 1].map((machine) => `ak${process.pid}v${machine}`);
const ADDRESSES = ["10.77.0.1", "10.77.0.2"];

const ip = (line: string): boolean => spawnSync("ip", line.split(" ")).status === 0;

/** @returns whether this computer lets us */
function layCable(): boolean {
  return (
    NAMES.every((name) => ip(`netns add ${name}`)) &&
    ip(`link add ${CARDS[0]} netns ${NAMES[0]} type veth peer name ${CARDS[1]} netns ${NAMES[1]}`) &&
    NAMES.every(
      (name, i) =>
        ip(`-n ${name} addr add ${ADDRESSES[i]}/24 dev ${CARDS[i]}`) &&
        ip(`-n ${name} link set ${CARDS[i]} up`) &&
        ip(`-n ${name} link set lo up`),
    )
  );
}

const isWanted = process.env.AKARI_TORCHRUN !== undefined && torchPython !== undefined;
const canTry = isWanted && layCable();
const why =
  isWanted && !canTry ? "skipped: network namespaces need Linux, root and iproute2" : "two machines";

const folder = makeFolder();
afterAll(() => {
  for (const name of NAMES) ip(`netns del ${name}`);
  folder.remove();
});
const prices = folder.path("prices.csv");
const PATIENCE = { timeout: 600_000 };

/** The README's command for several machines, on one of these two, with one process. */
function readmeCommand(place: string, machine: number): string[] {
  const readme = readFileSync(`${place}/README.md`, "utf8");
  const told = /```sh\nexport (\S+)\n(venv\/bin\/torchrun --nnodes 2 [^`]*)train\.py\n```/.exec(readme);
  const [, variable, command] = told ?? [];
  expect(command).toContain("--nproc-per-node 4");
  const words = command
    .replaceAll("\\\n", " ")
    .replace("--nproc-per-node 4", "--nproc-per-node 1")
    .replace("HOST", ADDRESSES[0])
    .replace("FIRST", machine === 0 ? "1" : "0")
    .replace("OWN", ADDRESSES[machine])
    .trim()
    .split(/\s+/);
  const variables = [variable, `GLOO_SOCKET_IFNAME=${CARDS[machine]}`];
  const inside = ["ip", "netns", "exec", NAMES[machine], "env", ...variables];
  return [...inside, torchPython ?? "", "-m", "torch.distributed.run", ...words.slice(1)];
}

const startOne = (place: string, machine: number): Running =>
  started(place, [], readmeCommand(place, machine));
const startBoth = (place: string): Running[] => [0, 1].map((machine) => startOne(place, machine));
const endOf = (both: readonly Running[]) => Promise.all(both.map(({ ended }) => ended));

describe.skipIf(!canTry)(why, () => {
  beforeAll(() => writePrices(prices, 400));

  test.each([
    ["a table", ["train", prices, ..."--engine reference --batch 64 --epochs 50".split(" ")], 1e-9],
    ["MNIST", ["train", "mnist", "--steps", "220", "--validation", "0"], 1e-5],
  ] as const)("%s: every step's loss is Akari's", PATIENCE, async (name, args, bound) => {
    const log = folder.path("akari.csv");
    const trained = ["--log-steps", log, "--out", folder.path("akari.safetensors")];
    expect((await akari([...args, ...trained])).code).toBe(0);
    const place = folder.path(name.replace(" ", "-"));
    await exported(args, place);
    const both = startBoth(place);
    expect(await endOf(both)).toEqual([0, 0]);
    expect(both.map(({ said }) => said()).join("")).toContain("Processes: 2, on cpu");
    const [ours, theirs] = [stepLosses(log), stepLosses(`${place}/steps.csv`)];
    expect(theirs.length).toBe(ours.length);
    const worst = largestDifference(theirs, ours);
    console.log(`two machines, ${name}: ${ours.length} steps, ${worst.toExponential(1)}`);
    expect(worst).toBeLessThan(bound);
  });

  test(
    "a process and then a machine are lost, which comes back; then the first one is",
    PATIENCE,
    async () => {
      const place = folder.path("lost");
      await exported(
        [
          ..."train --engine reference --layers 64,64 --batch 64 --epochs 80 --checkpoint 25".split(" "),
          prices,
        ],
        place,
      );
      expect(await endOf(startBoth(place))).toEqual([0, 0]);
      const whole = readFileSync(`${place}/steps.csv`, "utf8");

      beginAnew(place);
      const [first, second] = startBoth(place);
      await firstCheckpoint(place, first);
      process.kill(workersOf(second.pid)[0], "SIGKILL");
      while (!`${first.said()}${second.said()}`.includes("Going on from"))
        await new Promise((resolve) => setTimeout(resolve, 20));
      // The second machine's torchrun is lost, and what it had started tells the others.
      process.kill(second.pid, "SIGKILL");
      expect(await second.ended).toBe(null);
      expect(sentencesOf(second.said()).join("\n")).toContain(
        "The torchrun that started this process has ended.",
      );
      const back = startOne(place, 1);
      expect(await endOf([first, back])).toEqual([0, 0]);
      expect(readFileSync(`${place}/steps.csv`, "utf8")).toBe(whole);

      // Without the first machine the others have no place to meet.
      beginAnew(place);
      const [host, other] = startBoth(place);
      await firstCheckpoint(place, host);
      process.kill(host.pid, "SIGKILL");
      expect(await other.ended).not.toBe(0);
      expect(await endOf(startBoth(place))).toEqual([0, 0]);
      expect(readFileSync(`${place}/steps.csv`, "utf8")).toBe(whole);
    },
  );
});
