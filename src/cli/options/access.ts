/**
 * @file Options of where a server is reached, and by whom.
 */

import type { OptionDefinition } from "./definition.js";
import { hostNames, origins, text } from "./values.js";

export const ACCESS_OPTIONS = {
  host: {
    value: "ADDRESS",
    help: "address of this machine that it is reached at; 0.0.0.0 for all of them",
    default: "127.0.0.1, from this machine alone",
    parse: text,
    aliases: ["bind", "address", "hostname", "listen"],
  },
  "token-file": {
    value: "FILE",
    help: "a file with the token that requests have to bring, as Authorization: Bearer TOKEN",
    default: "none: everybody is answered",
    parse: text,
    aliases: ["token", "auth", "api-key", "password"],
  },
  "allow-host": {
    value: "NAMES",
    help: "names that the server is reached by, such as akari.example.org; several with commas",
    default: "--host's, localhost, and addresses in digits",
    parse: hostNames,
    aliases: ["allowed-hosts", "server-name", "domain"],
  },
  "allow-origin": {
    value: "ORIGINS",
    help: "sites whose pages may ask it (CORS), such as https://app.example.org; * for all",
    default: "none but its own",
    parse: origins,
    aliases: ["cors", "allowed-origins", "origin"],
  },
} as const satisfies Record<string, OptionDefinition>;
