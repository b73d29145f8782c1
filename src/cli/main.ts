#!/usr/bin/env node
/**
 * @file The `akari` command: the process around {@link run}.
 */

import type { Interruption, Io } from "./io.js";
import { INTERRUPTED } from "./io.js";
import { run } from "./run.js";

let handler: ((reason: Interruption) => void) | undefined;

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  onInterruption(added) {
    handler = added;
    return () => {
      handler = undefined;
    };
  },
  onHangUp(added) {
    process.on("SIGHUP", added);
    return () => process.off("SIGHUP", added);
  },
};

let isEnding = false;

/** The first interruption goes to the command, if it wants it; the next ends the process. */
function interrupt(reason: Interruption): void {
  const once = handler;
  handler = undefined;
  if (once === undefined) process.exit(INTERRUPTED[reason]);
  isEnding = true;
  once(reason);
}

process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    // Ctrl-C ends whoever reads the output too: what was begun because of it goes on without a reader.
    if (!isEnding) interrupt("SIGPIPE");
  });
}

process.exitCode = await run(process.argv.slice(2), io);
