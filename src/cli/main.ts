#!/usr/bin/env node
/**
 * @file The `akari` command: the process around {@link run}.
 */

import { EXIT, INTERRUPTED, type Interruption, type Io } from "./io.js";
import { run } from "./run.js";
import { printingFailed } from "./terminal/output.js";

/** Milliseconds in which what waits for a reader may still leave, once a command that was interrupted has ended. */
const LAST_WORDS = 1000;

let handler: ((reason: Interruption) => void) | undefined;
let hangUp: (() => void) | undefined;
/** Whether the command does more than print: then nothing that is wrong with its output ends it. */
let outlivesOutput = false;
let wasInterrupted = false;
let isUnsaid = false;

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  outliveOutput() {
    outlivesOutput = true;
  },
  onInterruption(added) {
    handler = added;
    outlivesOutput = true;
    return () => {
      handler = undefined;
    };
  },
  onHangUp(added) {
    hangUp = added;
    return () => {
      hangUp = undefined;
    };
  },
};

/** The first interruption goes to the command, if it wants it; the next ends the process. */
function interrupt(reason: Interruption): void {
  const once = handler;
  handler = undefined;
  if (once === undefined) process.exit(INTERRUPTED[reason]);
  wasInterrupted = true;
  once(reason);
}

/** A full disk, or a reader who has gone, behind standard output or standard error. */
function outputFailed(stream: NodeJS.WriteStream, { code }: NodeJS.ErrnoException): void {
  isUnsaid = true;
  if (outlivesOutput || stream === process.stderr) return;
  const { sentence, exit } = printingFailed(code);
  process.stderr.write(sentence);
  process.exit(exit);
}

process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
process.on("SIGHUP", (signal) => (hangUp === undefined ? interrupt(signal as Interruption) : hangUp()));
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => outputFailed(stream, error));
}
// Whether the last words could be written is known only now.
process.on("exit", (code) => {
  if (isUnsaid && code === EXIT.done) process.exitCode = EXIT.unsaid;
});

process.exitCode = await run(process.argv.slice(2), io);
handler = undefined;
// A reader who has stopped reading keeps nobody who was asked to end.
if (wasInterrupted) setTimeout(() => process.exit(), LAST_WORDS).unref();
