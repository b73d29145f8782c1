// @ts-check
/**
 * @file `npm run docs`: sets up what is missing, builds the site of the documentation, and serves it. With `--build` it only
 * builds it, into site/dist, which any static host can serve.
 */

import { parseArgs } from "node:util";
import { SetUpError, setUp } from "./setup.mjs";

const PORT = 4180;
/** In which a request's headers have to arrive. */
const HEADER_SECONDS = 30;

try {
  await docs(readArguments());
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @throws {SetUpError} for an argument that there is not */
function readArguments() {
  try {
    const options = /** @type {const} */ ({
      build: { type: "boolean" },
      base: { type: "string" },
      port: { type: "string" },
    });
    const { values } = parseArgs({ options });
    if (values.base !== undefined && !/^\/(.*\/)?$/.test(values.base)) {
      throw new Error(
        `--base is the path that a host serves the site at, such as /akari/, not ${values.base}.`,
      );
    }
    if (values.base !== undefined && values.build !== true) {
      throw new Error("--base is for another host: give it with --build. Here the site is served at /.");
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      throw new Error(`--port is a number from 1 to 65535, not ${values.port}.`);
    }
    return { build: values.build === true, base: values.base, port };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new SetUpError(
      `${message}\nnpm run docs [-- --port N]   or   npm run docs -- --build [--base /PATH/]`,
    );
  }
}

/** @param {{ build: boolean, base?: string | undefined, port?: number | undefined }} options */
async function docs({ build, base, port }) {
  await setUp();
  // By its address, for the type check of who has not installed the site's packages.
  const { buildSite } = await import(new URL("../site/build.mjs", import.meta.url).href);
  const { SITE_DIST } = await import("../site/pages.mjs");
  await buildSite(base);
  if (build) {
    console.log("The site is in site/dist.");
    return;
  }
  /** @type {typeof import("../src/server/studio-app.js")} */
  const { createStudioApp } = await import(new URL("../dist/server/studio-app.js", import.meta.url).href);
  /** @type {typeof import("../src/server/listen.js")} */
  const { listenGuarded } = await import(new URL("../dist/server/listen.js", import.meta.url).href);
  const app = createStudioApp({ folder: SITE_DIST, access: { hosts: [], origins: [] } });
  const address = { port: port ?? PORT, exactly: port !== undefined };
  const { url, close } = await listenGuarded(app.fetch, address, { seconds: HEADER_SECONDS });
  console.log(`The documentation is at ${url}\nCtrl-C ends it.`);
  await new Promise((resolve) => {
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
      process.once(signal, resolve);
  });
  await close();
}
