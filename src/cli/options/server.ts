/**
 * @file Options of servers: where one is reached and by whom, what it takes, when it refuses, and how it runs and ends.
 */

import {
  byteCount,
  hostNames,
  number,
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
    help: "a file with the token that requests must send, as Authorization: Bearer TOKEN; or with several, one a line",
    default: "none: everybody is answered",
    parse: text,
    aliases: ["token", "auth", "api-key", "password"],
  },
  proxies: {
    value: "N",
    help: "proxies in front of the server, whose X-Forwarded-For says who a client is",
    default: "0: a client is the address of its connection",
    parse: wholeNumber(0),
    aliases: ["trust-proxy", "forwarded", "x-forwarded-for", "trusted-proxies"],
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
    aliases: ["per-client", "client-limit"],
  },
  "max-rate": {
    value: "N",
    help: "most requests a second from one client, in the long run; others get 429",
    default: "none",
    parse: positive,
    aliases: ["rate-limit", "rate", "requests-per-second", "throttle"],
  },
  "max-burst": {
    value: "N",
    help: "with --max-rate, most requests at once from a client that has paused; by default those of a second, if more",
    default: "20",
    parse: wholeNumber(1),
    aliases: ["burst", "rate-burst"],
  },
  "max-held": {
    value: "BYTES",
    help: "most bytes held by all those requests together; others get 503",
    default: "256MB",
    parse: byteCount,
    aliases: ["max-memory", "memory"],
  },
} as const satisfies Record<string, OptionDefinition>;

export const RUNNING_OPTIONS = {
  "reload-every": {
    value: "SECONDS",
    help: "look every so often for another model at MODEL's place, and for other tokens",
    default: "never: on SIGHUP alone",
    parse: positive,
    aliases: ["reload", "watch", "poll", "refresh"],
  },
  linger: {
    value: "SECONDS",
    help: "on SIGTERM, answer for so long still, while /readyz says 503",
    default: "0.5",
    parse: number(0),
    aliases: ["grace", "drain", "shutdown-delay", "pre-stop"],
  },
  "media-threads": {
    value: "N",
    help: "threads that read pictures, recordings and JSON of more than 64 KB",
    default: "half the cores, at most 4",
    parse: wholeNumber(1),
    aliases: ["picture-threads", "decode-threads", "workers"],
  },
} as const satisfies Record<string, OptionDefinition>;
