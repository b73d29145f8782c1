/**
 * @file From a request to what it shows the model, by the Content-Type of its body.
 */

import type { InputKind } from "../formats/input-kind.js";
import type { Ticket } from "./admission.js";
import { readCsvBody } from "./csv-body.js";
import type { Deadline } from "./deadline.js";
import type { Exchange } from "./exchange.js";
import { readJsonBody } from "./json-body.js";
import { type Limits, mostRows } from "./limits.js";
import { readPictureBody, readSoundBody } from "./media-body.js";
import { Problem } from "./problem.js";
import { readBody } from "./read-body.js";
import type { RequestInputs } from "./request-inputs.js";
import type { ServedModel } from "./served-model.js";

type Form = "json" | "csv" | "picture" | "sound";

const FORMS: Readonly<Record<string, Form>> = {
  "application/json": "json",
  "text/csv": "csv",
  "image/png": "picture",
  "image/jpeg": "picture",
  "audio/wav": "sound",
  "audio/x-wav": "sound",
  "audio/wave": "sound",
  "audio/vnd.wave": "sound",
};

const JSON_ONLY: readonly Form[] = ["json"];
const TAKEN: Readonly<Record<InputKind, readonly Form[]>> = {
  table: ["json", "csv"],
  digits: ["json", "picture"],
  pictures: ["json", "picture"],
  sounds: ["json", "sound"],
};

/** The types of bodies that a model takes. */
export function mediaTypes(kind: InputKind | undefined): string[] {
  const forms = kind === undefined ? JSON_ONLY : TAKEN[kind];
  return Object.keys(FORMS).filter((type) => forms.includes(FORMS[type]));
}

/**
 * @param deadline ends the reading, with its reason thrown
 * @throws Problem for whatever is wrong with the body
 */
export async function readInputs(
  exchange: Exchange,
  model: ServedModel,
  limits: Limits,
  ticket: Ticket,
  deadline: Deadline,
): Promise<RequestInputs> {
  const { definition, kind } = model;
  const [type, ...parameters] = (exchange.incoming.headers["content-type"] ?? "").split(";");
  const form = requireForm(type.trim().toLowerCase(), kind);
  const body = await readBody(exchange, limits.bodyBytes, ticket, deadline);
  switch (form) {
    case "json":
      return readJsonBody(body, definition, mostRows(limits, definition), ticket);
    case "csv":
      return readCsvBody(body, charsetOf(parameters), definition, mostRows(limits, definition), ticket);
    case "picture":
      return readPictureBody(body, definition.preprocessing, kind === "digits", limits.pixels);
    case "sound":
      return readSoundBody(body, definition.preprocessing);
  }
}

function requireForm(type: string, kind: InputKind | undefined): Form {
  const types = mediaTypes(kind);
  if (types.includes(type)) return FORMS[type];
  const given = type === "" ? "The request has no Content-Type" : `The model takes no ${type}`;
  const detail = `${given}; send ${types.join(", ")}.`;
  throw new Problem(415, detail, {
    errors: [{ detail, header: "Content-Type" }],
    headers: { Accept: types.join(", ") },
  });
}

function charsetOf(parameters: readonly string[]): string | undefined {
  const found = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1])
    .find((charset) => charset !== undefined);
  return found;
}
