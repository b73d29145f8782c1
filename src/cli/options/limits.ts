/**
 * @file Options of what a server takes, and when it refuses instead.
 */

import type { OptionDefinition } from "./definition.js";
import { byteCount, positive, wholeNumber } from "./values.js";

export const LIMIT_OPTIONS = {
  "max-body": {
    value: "BYTES",
    help: "most bytes of a request's body, such as 500kB or 8MB",
    default: "8MB",
    parse: byteCount,
    aliases: ["body-limit", "max-bytes", "max-size"],
  },
  "max-rows": {
    value: "N",
    help: "most rows, pictures or recordings of a request; fewer where a model's inputs are many",
    default: "10000",
    parse: wholeNumber(1),
    aliases: ["row-limit", "max-batch"],
  },
  "max-pixels": {
    value: "N",
    help: "most pixels of a picture, before it is resized; of all of a request four times as many",
    default: "16000000",
    parse: wholeNumber(1),
  },
  "max-sound": {
    value: "SECONDS",
    help: "most seconds of all recordings of a request together",
    default: "1200",
    parse: positive,
    aliases: ["max-duration", "max-length", "audio-limit"],
  },
  timeout: {
    value: "SECONDS",
    help: "from a request's arrival to its answer, and from SIGTERM to the end",
    default: "30",
    parse: positive,
    aliases: ["max-seconds", "time-limit", "request-timeout"],
  },
  "max-waiting": {
    value: "N",
    help: "most requests that are taken and not answered yet; others get 429",
    default: "256",
    parse: wholeNumber(1),
    aliases: ["queue", "queue-size", "concurrency", "max-queue", "backlog"],
  },
  "max-per-client": {
    value: "N",
    help: "most of them that one client may have, half of them unless it is given, and as large a part of --max-held",
    default: "128",
    parse: wholeNumber(1),
    aliases: ["per-client", "rate-limit", "client-limit"],
  },
  "max-held": {
    value: "BYTES",
    help: "most bytes of all those requests together; others get 503",
    default: "256MB",
    parse: byteCount,
    aliases: ["max-memory", "memory"],
  },
} as const satisfies Record<string, OptionDefinition>;
