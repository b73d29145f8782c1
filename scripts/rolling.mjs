// @ts-check
/**
 * @file `npm run test:rolling`: restarts the replicas behind nginx one after another while they are asked without a pause, and
 * counts the requests that were not answered. nginx has the configuration of examples/server. See `--help`.
 */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { freePort } from "./free-port.mjs";

const HELP = `Usage: npm run test:rolling -- [options]

  --requests N   to be answered, at least (100000)
  --restarts N   in that time, one replica after another (10)
  --replicas N   behind nginx (2)
  --clients N    that ask at once, each on a connection that is kept (16)
  --help

It ends with 1 where a request was lost.`;

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAIN = join(ROOT, "dist/cli/main.js");
const MODEL = join(ROOT, "models/lamps.safetensors");
/** Asked of a network of 784 inputs. */
const BODY = JSON.stringify({ input: Array(784).fill(0) });

/** @typedef {{ requests: number, restarts: number, replicas: number, clients: number }} Options */
/** @typedef {{ answered: number, lost: string[], seconds: number, exits: (number | null)[] }} Outcome */

export const hasNginx = () => spawnSync("nginx", ["-v"]).status === 0;

/**
 * @param {Options} options
 * @param {(text: string) => void} say
 * @returns {Promise<Outcome>}
 */
export async function roll({ requests, restarts, replicas, clients }, say) {
  const folder = mkdtempSync(join(tmpdir(), "akari-rolling-"));
  const configuration = readFileSync(join(ROOT, "examples/server/akari.conf"), "utf8");
  /** @type {Set<import("node:child_process").ChildProcess>} */
  const processes = new Set();
  // Also where it fails: nobody asks on.
  let isOver = false;
  let restarted = 0;
  const start = (/** @type {string} */ program, /** @type {readonly string[]} */ args) => {
    const child = spawn(program, args, { cwd: folder, stdio: "ignore" });
    processes.add(child);
    child.once("exit", () => processes.delete(child));
    return child;
  };
  const [, started = ""] = /^# {3}akari (serve .*)$/m.exec(configuration) ?? [];
  const serve = (/** @type {number} */ port) =>
    start(process.execPath, [
      MAIN,
      ...started
        .replace(/--port \d+/, `--port ${port}`)
        .replace(/\S+\.safetensors/, MODEL)
        .split(" "),
    ]);
  try {
    const ports = await Promise.all(Array.from({ length: replicas }, freePort));
    const servers = ports.map(serve);
    await Promise.all(ports.map(untilReady));
    const front = await freePort();
    writeFileSync(join(folder, "nginx.conf"), nginxConfiguration(configuration, ports, front));
    start("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"]);
    await untilReady(front);

    const began = performance.now();
    /** @type {Outcome} */
    const outcome = { answered: 0, lost: [], seconds: 0, exits: [] };
    const asking = Array.from({ length: clients }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (!isOver && (outcome.answered + outcome.lost.length < requests || restarted < restarts)) {
        const problem = await ask(front, agent);
        if (problem === undefined) outcome.answered++;
        else outcome.lost.push(problem);
      }
      agent.destroy();
    });
    // As long as nginx leaves one alone that it has seen fail: with another one gone meanwhile, it would have none.
    const [, pause = "1"] = /fail_timeout=(\d+)s/.exec(configuration) ?? [];
    for (let i = 0; i < restarts; i++) {
      const which = i % replicas;
      servers[which].kill("SIGTERM");
      const [code] = await once(servers[which], "exit");
      outcome.exits.push(code);
      servers[which] = serve(ports[which]);
      await untilReady(ports[which]);
      restarted++;
      say(`restart ${restarted}: ${outcome.answered} answered, ${outcome.lost.length} lost`);
      if (restarted < restarts) await delay(1000 * Number(pause));
    }
    await Promise.all(asking);
    outcome.seconds = (performance.now() - began) / 1000;
    return outcome;
  } finally {
    isOver = true;
    const ended = [...processes].map((child) => once(child, "exit"));
    // nginx ends its own processes where it is asked to end, and leaves them where it is killed.
    for (const child of processes) child.kill(child.spawnfile === "nginx" ? "SIGTERM" : "SIGKILL");
    await Promise.all(ended);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The site as it is, at a port of this machine and without TLS, in front of these replicas.
 *
 * @param {string} site
 * @param {readonly number[]} ports
 * @param {number} front
 */
function nginxConfiguration(site, ports, front) {
  const [, first = "", options = ""] = /^( *server 127\.0\.0\.1):8081( .*;)$/m.exec(site) ?? [];
  const servers = ports.map((port) => `${first}:${port}${options}`).join("\n");
  const own = site
    .replace(/^ *server 127\.0\.0\.1:8081 .*\n *server 127\.0\.0\.1:8082 .*$/m, servers)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${front};`)
    .replaceAll(/^ +ssl_certificate.*\n/gm, "");
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${name};`,
  );
  // A connection of a client may be kept for as many requests as there are: only the replicas' are of interest.
  return `daemon off; pid nginx.pid; error_log /dev/null; worker_processes 1; events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000; ${paths.join(" ")}\n${own}}\n`;
}

/**
 * @param {number} port
 * @param {Agent} agent
 * @returns {Promise<string | undefined>} what was wrong with the answer
 */
function ask(port, agent) {
  return new Promise((resolve) => {
    const headers = {
      Host: "akari.example.org",
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(BODY),
    };
    const options = { port, host: "127.0.0.1", path: "/v1/predict", method: "POST", agent, headers };
    const asking = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.once("error", ({ message }) => resolve(message));
      response.once("end", () => {
        const isWhole = response.statusCode === 200 && /^\{.*"predictions":.*\}\n$/s.test(text);
        resolve(isWhole ? undefined : `${response.statusCode}: ${text.slice(0, 200)}`);
      });
    });
    asking.once("error", ({ message }) => resolve(message));
    asking.end(BODY);
  });
}

/** @param {number} port */
async function untilReady(port) {
  for (let tries = 0; tries < 600; tries++) {
    const headers = { Host: "akari.example.org" };
    const status = await new Promise((resolve) => {
      request({ port, host: "127.0.0.1", path: "/readyz", headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once("error", () => resolve(0))
        .end();
    });
    if (status === 200) return;
    await delay(100);
  }
  throw new Error(`Nothing is ready at port ${port} after a minute.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      requests: { type: "string", default: "100000" },
      restarts: { type: "string", default: "10" },
      replicas: { type: "string", default: "2" },
      clients: { type: "string", default: "16" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) console.log(HELP);
  else if (!hasNginx()) {
    console.error("nginx is not installed: apt-get install nginx-light");
    process.exitCode = 1;
  } else {
    const [requests, restarts, replicas, clients] = [
      values.requests,
      values.restarts,
      values.replicas,
      values.clients,
    ].map(Number);
    const { answered, lost, seconds, exits } = await roll(
      { requests, restarts, replicas, clients },
      console.log,
    );
    for (const problem of new Set(lost)) console.log(`lost: ${problem}`);
    console.log(
      `${answered} requests answered and ${lost.length} lost through ${exits.length} restarts of ${replicas} replicas, in ` +
        `${seconds.toFixed(0)} s (${Math.round(answered / seconds)} a second); the replicas ended with ${[...new Set(exits)].join(", ")}.`,
    );
    process.exitCode = lost.length === 0 ? 0 : 1;
  }
}
