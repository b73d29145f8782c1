/**
 * @file Sends bytes that no client of HTTP would send.
 */

import { once } from "node:events";
import { connect } from "node:net";

/** Sends text to a port of this machine, and gives what comes until the connection ends. */
export async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let got = "";
  socket.on("data", (chunk) => {
    got += chunk;
  });
  socket.on("error", () => {});
  socket.write(text);
  await once(socket, "close");
  return got;
}
