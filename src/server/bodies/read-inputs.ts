/**
 * @file From a request to what it shows the model, by the Content-Type of its body.
 */

import { mayTakePictures } from "../../formats/foreign/pixel-scale.js";
import type { InputKind } from "../../formats/stored-model.js";
import type { ModelDefinition } from "../../model/model.js";
import { type Limits, MediaAllowance, mostRows, type Ticket } from "../admission.js";
import type { Deadline, HttpExchange } from "../http-exchange.js";
import { Problem } from "../problem.js";
import type { ServedModel } from "../served-model.js";
import { isSmall, type JsonTask } from "./body-tasks.js";
import type { BodyThreads } from "./body-threads.js";
import { readCsvBody } from "./csv-body.js";
import { readJsonBody } from "./json-body.js";
import { type BodyReader, readPictureBody, readSoundBody, readUpload } from "./media-body.js";
import { type ReadingQueue, readBody } from "./read-body.js";
import type { RequestInputs } from "./request-inputs.js";

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

/** Of a float32. */
const NUMBER_BYTES = 4;
const UPLOAD = "multipart/form-data";

/** The types of bodies that a model takes as they are. */
function mediaTypes(kind: InputKind | undefined): string[] {
  const forms = kind === undefined ? JSON_ONLY : TAKEN[kind];
  return Object.keys(FORMS).filter((type) => forms.includes(FORMS[type]));
}

/** The types of bodies that a model takes: the same, or files of them, as a page's form sends them. */
export const bodyTypes = (kind: InputKind | undefined): string[] => [...mediaTypes(kind), UPLOAD];

/** What all requests of a server read by. */
export interface Readers {
  readonly turns: ReadingQueue;
  readonly threads: BodyThreads;
}

/**
 * @param deadline ends the reading, with its reason thrown
 * @throws Problem for whatever is wrong with the body
 */
export async function readInputs(
  exchange: HttpExchange,
  model: ServedModel,
  limits: Limits,
  ticket: Ticket,
  deadline: Deadline,
  { turns, threads }: Readers,
): Promise<RequestInputs> {
  const header = exchange.incoming.headers["content-type"] ?? "";
  const [type, ...parameters] = header.split(";");
  const name = type.trim().toLowerCase();
  const allowance = new MediaAllowance(limits);
  /** Waits for its turn. */
  const goOn = async (): Promise<void> => {
    await turns.take();
    deadline.check();
  };
  const read = async (
    given: string,
    body: Uint8Array,
    of: readonly string[] = [],
  ): Promise<RequestInputs> => {
    const form = requireForm(given, model);
    await goOn();
    return readForm(form, body, of, model, limits, allowance, ticket, goOn, { threads, ending: deadline });
  };
  if (name !== UPLOAD) requireForm(name, model);
  const body = await readBody(exchange, limits.bodyBytes, ticket, deadline);
  deadline.bodyIsRead();
  if (name !== UPLOAD) return read(name, body, parameters);
  await goOn();
  const inputs = await readUpload(body, header, read, mostRows(limits, model.definition));
  // Those of its files together, which are copies of each file's.
  ticket.hold(inputs.inputs.byteLength);
  return inputs;
}

async function readForm(
  form: Form,
  body: Uint8Array,
  parameters: readonly string[],
  { definition, kind }: ServedModel,
  limits: Limits,
  allowance: MediaAllowance,
  ticket: Ticket,
  goOn: () => Promise<void>,
  reader: BodyReader,
): Promise<RequestInputs> {
  switch (form) {
    case "json":
      return readJson(body, definition, mostRows(limits, definition), ticket, reader);
    case "csv": {
      const written = {
        charset: parameterOf(parameters, "charset"),
        decimal: parameterOf(parameters, "decimal"),
      };
      return readCsvBody(body, written, definition, mostRows(limits, definition), ticket, goOn);
    }
    case "picture":
      ticket.hold(NUMBER_BYTES * definition.inputs);
      return readPictureBody(body, definition.preprocessing, kind === "digits", allowance, reader);
    case "sound":
      ticket.hold(NUMBER_BYTES * definition.inputs);
      return readSoundBody(body, definition.preprocessing, allowance, reader);
  }
}

async function readJson(
  body: Uint8Array,
  definition: ModelDefinition,
  most: number,
  ticket: Ticket,
  { threads, ending }: BodyReader,
): Promise<RequestInputs> {
  const task: JsonTask = { kind: "json", body, definition, most };
  if (isSmall(task)) return readJsonBody(body, definition, most, ticket.hold);
  const read = await threads.read(task, ending);
  ticket.hold(read.inputs.byteLength);
  return read;
}

function requireForm(type: string, { kind, definition }: ServedModel): Form {
  if (mediaTypes(kind).includes(type)) return FORMS[type];
  const types = bodyTypes(kind);
  const given = type === "" ? "The request has no Content-Type" : `The model takes no ${type}`;
  const isPicture = FORMS[type] === "picture" && kind === undefined && mayTakePictures(definition);
  const why = isPicture
    ? " How its pixels are scaled is not known: start akari serve with --divide-by 255 where it learned from 0 to 1, or " +
      "with --divide-by 1 where it takes bytes."
    : "";
  const detail = `${given}; send ${types.join(", ")}.${why}`;
  throw new Problem(415, detail, {
    errors: [{ detail, header: "Content-Type" }],
    headers: { Accept: types.join(", ") },
  });
}

/** @param parameters of a Content-Type: `charset=utf-8` */
function parameterOf(parameters: readonly string[], name: string): string | undefined {
  const form = new RegExp(String.raw`^\s*${name}\s*=\s*"?([^"\s]+)"?\s*$`, "i");
  return parameters.map((parameter) => form.exec(parameter)?.[1]).find((value) => value !== undefined);
}
