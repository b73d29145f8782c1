/**
 * @file Does what a call of curl asks for, as far as the documents use it, so that no curl is needed.
 */

import { readFileSync } from "node:fs";
import { basename } from "node:path";

/**
 * @param call as a shell takes it: words, and words in single quotes
 * @param path where a file of the call is
 */
export function curl(call: string, path: (file: string) => string): Promise<Response> {
  const [, address, ...options] = [...call.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain,
  );
  const headers = new Headers();
  let body: string | Uint8Array<ArrayBuffer> | FormData | undefined;
  for (let i = 0; i < options.length; i += 2) {
    const [option, value] = options.slice(i, i + 2);
    if (option === "-H") {
      const [name, ...rest] = value.split(":");
      headers.set(name, rest.join(":").trim());
    } else if (option === "--json") {
      headers.set("Content-Type", "application/json");
      body = value;
    } else if (option === "--data-binary" && value.startsWith("@")) {
      body = new Uint8Array(readFileSync(path(value.slice(1))));
    } else if (option === "-F" && value.includes("=@")) {
      const [field, file] = value.split("=@");
      body = body instanceof FormData ? body : new FormData();
      body.append(field, new File([new Uint8Array(readFileSync(path(file)))], basename(file)));
    } else {
      throw new Error(`This curl has no ${option} ${value}.`);
    }
  }
  return fetch(`http://${address}`, body === undefined ? { headers } : { method: "POST", headers, body });
}
