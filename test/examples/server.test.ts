/**
 * @file The examples of the command and of the server as a person would run them: the session on a table, then its model
 * served, asked by a client that is generated from the server's description, and by way of nginx where that is installed.
 */

import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.mjs";
import { blocksOf, ROOT } from "../support/documents.js";
import { typeErrors } from "../support/strict-typescript.js";

const run = promisify(execFile);
const MAIN = join(ROOT, "dist/cli/main.js");
const CONFIGURATION = readFileSync(join(ROOT, "examples/server/akari.conf"), "utf8");
/** How the configuration says that the replicas are started. */
const [, STARTED] = /^# {3}akari (serve .*)$/m.exec(CONFIGURATION) ?? [];

const folder = mkdtempSync(join(tmpdir(), "akari-session-"));
const at = (path: string): string => join(folder, path);
const processes: ChildProcess[] = [];
let session: string;
let ports: readonly number[];

/** Starts a replica as the configuration says, at a port of its own. */
async function serve(port: number): Promise<void> {
  const args = [MAIN, ...STARTED.replace(/--port \d+/, `--port ${port}`).split(" ")];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  processes.push(child);
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "close").then(() => Promise.reject(new Error(`No replica at ${port}.`))),
  ]);
}

beforeAll(async () => {
  cpSync(join(ROOT, "examples/server"), folder, { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), at("node_modules"), "junction");
  const options = {
    cwd: folder,
    env: { ...process.env, AKARI: `${process.execPath} ${MAIN}`, NO_COLOR: "1" },
  };
  session = (await run("sh", [join(ROOT, "examples/command/session.sh")], options)).stdout;
  ports = [await freePort(), await freePort()];
  await serve(ports[0]);
});
afterAll(async () => {
  for (const child of processes) {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  }
  rmSync(folder, { recursive: true });
});

test("the session trains, scores, predicts, explains and searches", () => {
  expect(session).toContain("R² 0.9855 on");
  expect(session).toContain("price  311.593 =");
  expect(session).toContain("Of 6 trials, trial 1 has the best loss");
  expect(readFileSync(at("predicted.csv"), "utf8")).toMatch(/,predicted_price\n80,4,12,yes,hill,311\.593\n/);
  expect(readFileSync(at("houses.html"), "utf8")).toContain("<html");
  expect(readFileSync(at("epochs.csv"), "utf8").split("\n").length).toBeGreaterThan(100);
  const [houses] = blocksOf("docs/training.md").filter(({ language }) => language === "csv");
  expect(readFileSync(join(ROOT, "examples/command/houses.csv"), "utf8")).toBe(houses.text);
});

/** Generating and checking it takes longer than all else here: `npm run test:sweeps`. */
test.runIf(process.env.AKARI_SWEEPS !== undefined)(
  "a client is generated, is sound and asks; a column that is not there does not compile",
  async () => {
    const address = `http://127.0.0.1:${ports[0]}`;
    const { scripts } = JSON.parse(readFileSync(at("package.json"), "utf8"));
    const [, ...args] = scripts.generate.replace("http://127.0.0.1:8080", address).split(" ");
    const generator = join(ROOT, "node_modules/openapi-typescript/bin/cli.js");
    await run(process.execPath, [generator, ...args], { cwd: folder });
    const program = readFileSync(at("client.ts"), "utf8").replace("process.argv[2] ?? ", "");
    // What the strict check has no types for is given its address here.
    writeFileSync(at("asks.ts"), program.replace("http://127.0.0.1:8080", address));
    writeFileSync(at("misspelt.ts"), program.replace("area: 80", "aera: 80"));
    const errors = typeErrors([at("asks.ts"), at("misspelt.ts")], folder);
    expect(errors).toMatch(/^misspelt\.ts.*aera/);
    expect(errors).not.toMatch(/^asks\.ts/m);
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    writeFileSync(at("asks.js"), ts.transpile(readFileSync(at("asks.ts"), "utf8"), options));
    expect((await run(process.execPath, ["asks.js"], { cwd: folder })).stdout).toBe(
      "rows[0] 311.59\nrows[1] 431.49\n",
    );
  },
);

/** Asks as a person at the name would, which leads to this machine. */
const ask = (port: number, path: string, body?: string): Promise<{ status?: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { Host: "akari.example.org", "Content-Type": "application/json" };
    const method = body === undefined ? "GET" : "POST";
    const asked = request({ port, host: "127.0.0.1", path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on("error", reject);
    asked.end(body);
  });

describe("behind nginx", () => {
  const isInstalled = spawnSync("nginx", ["-v"]).status === 0;
  const ROW = '{"row": {"area": 80, "rooms": 4, "age": 12, "garden": "yes", "district": "hill"}}';

  test("requests reach a replica, and the other when one is gone", async ({ skip }) => {
    if (!isInstalled) return skip("nginx is not installed: apt-get install nginx-light");
    const port = await freePort();
    await serve(ports[1]);
    const site = CONFIGURATION.replaceAll("127.0.0.1:8081", `127.0.0.1:${ports[0]}`)
      .replaceAll("127.0.0.1:8082", `127.0.0.1:${ports[1]}`)
      .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
      .replaceAll(/^ +ssl_certificate.*\n/gm, "");
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `${name}_temp_path ${name};`,
    );
    writeFileSync(
      at("nginx.conf"),
      `daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; ${paths.join(" ")}\n${site}}\n`,
    );
    const args = ["-p", folder, "-c", at("nginx.conf"), "-e", "stderr"];
    await run("nginx", [...args, "-t"]);
    const nginx = spawn("nginx", args, { stdio: "ignore" });
    processes.unshift(nginx);
    await expect.poll(() => ask(port, "/healthz").catch(() => undefined)).toMatchObject({ status: 200 });

    expect(await ask(port, "/v1/predict", ROW)).toMatchObject({
      status: 200,
      text: expect.stringContaining("311.59330936221727"),
    });
    expect(await ask(port, "/metrics")).toMatchObject({ status: 404 });
    expect(await ask(port, "/v1/predict", " ".repeat(9_000_000))).toMatchObject({ status: 413 });
    const [first] = processes.filter((child) => child !== nginx);
    first.kill("SIGKILL");
    await once(first, "close");
    for (let i = 0; i < 4; i++) expect((await ask(port, "/v1/predict", ROW)).status).toBe(200);
    nginx.kill("SIGTERM");
    await once(nginx, "close");
  });
});
