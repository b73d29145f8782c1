/**
 * @file `akari studio`: serves the web page until it is interrupted.
 */

import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { AkariError } from "../../error.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { count } from "../terminal/text.js";

/** Where the page is, once it is built. */
export const STUDIO_FOLDER = fileURLToPath(new URL("../../studio/", import.meta.url));

/** Whether there is a page to serve. */
export const isStudioBuilt = (): boolean => existsSync(`${STUDIO_FOLDER}index.html`);

const PORT = 4173;
/** In which a request's headers have to arrive. */
const SECONDS = 30;
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
    { port: port ?? PORT, exactly: port !== undefined },
    { seconds: SECONDS },
  );
  const address = path === undefined ? url : `${url}?model=given&name=${encodeURIComponent(basename(path))}`;
  io.stdout.write(options.json ? `${JSON.stringify({ url: address })}\n` : `Akari Studio is at ${address}\n`);
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
async function readModel(path: string, options: OptionValues, io: Io): Promise<Uint8Array<ArrayBuffer>> {
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
