/**
 * @file Options of servers: where one is reached and by whom, what it takes, and when it refuses.
 */

import {
  byteCount,
  hostNames,
  type OptionDefinition,
  origins,
  positive,
  text,
  wholeNumber,
} from "./values.js";

export const ACCESS_OPTIONS = {
  host: {
    value: "ADDRESS",
    help: "address of this machine to listen on; 0.0.0.0 for all of them",
    default: "127.0.0.1, from this machine alone",
    parse: text,
    aliases: ["bind", "address", "hostname", "listen"],
  },
  "token-file": {
    value: "FILE",
    help: "a file with the token that requests must send, as Authorization: Bearer TOKEN",
    default: "none: everybody is answered",
    parse: text,
    aliases: ["token", "auth", "api-key", "password"],
  },
  "allow-host": {
    value: "NAMES",
    help: "names by which the server is reached, such as akari.example.org, separated by commas",
    default: "--host's, localhost, and addresses in digits",
    parse: hostNames,
    aliases: ["allowed-hosts", "server-name", "domain"],
  },
  "allow-origin": {
    value: "ORIGINS",
    help: "sites whose pages may send requests (CORS), such as https://app.example.org; * for all",
    default: "none but its own",
    parse: origins,
    aliases: ["cors", "allowed-origins", "origin"],
  },
} as const satisfies Record<string, OptionDefinition>;

export const LIMIT_OPTIONS = {
  "max-body": {
    value: "BYTES",
    help: "largest body of a request, such as 500kB or 8MB",
    default: "8MB",
    parse: byteCount,
    aliases: ["body-limit", "max-bytes", "max-size"],
  },
  "max-rows": {
    value: "N",
    help: "most rows, pictures or recordings in a request; fewer if a model has many inputs",
    default: "10000",
    parse: wholeNumber(1),
    aliases: ["row-limit", "max-batch"],
  },
  "max-pixels": {
    value: "N",
    help: "most pixels of a picture, before it is resized; four times as many for all pictures of a request together",
    default: "16000000",
    parse: wholeNumber(1),
  },
  "max-sound": {
    value: "SECONDS",
    help: "most seconds of recordings in a request, all together",
    default: "1200",
    parse: positive,
    aliases: ["max-duration", "max-length", "audio-limit"],
  },
  timeout: {
    value: "SECONDS",
    help: "most seconds from a request's arrival to its response, and from SIGTERM to the end",
    default: "30",
    parse: positive,
    aliases: ["max-seconds", "time-limit", "request-timeout"],
  },
  "max-waiting": {
    value: "N",
    help: "most requests accepted and not yet answered; others get 429",
    default: "256",
    parse: wholeNumber(1),
    aliases: ["queue", "queue-size", "concurrency", "max-queue", "backlog"],
  },
  "max-per-client": {
    value: "N",
    help: "most of those from one client, by default half; the same share of --max-held applies",
    default: "128",
    parse: wholeNumber(1),
    aliases: ["per-client", "rate-limit", "client-limit"],
  },
  "max-held": {
    value: "BYTES",
    help: "most bytes held by all those requests together; others get 503",
    default: "256MB",
    parse: byteCount,
    aliases: ["max-memory", "memory"],
  },
} as const satisfies Record<string, OptionDefinition>;
