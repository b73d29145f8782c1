/**
 * @file How much a server takes on, of one request and of all at once, and who is let in: others are told to come again,
 * before they cost any memory.
 */

import { type ModelDefinition, outputUnits } from "../model/model.js";
import { fieldProblem, Problem } from "./problem.js";

export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Rows, pictures or recordings of a request. */
  readonly rows: number;
  /** Pixels of a picture, before it is brought to the model's size; of all pictures of a request four times as many. */
  readonly pixels: number;
  /** Seconds that all recordings of a request last together. */
  readonly soundSeconds: number;
  /** Seconds from a request's arrival to its answer. */
  readonly seconds: number;
  /** Requests that are taken in and not answered yet. */
  readonly waiting: number;
  /** Of them, those of one client; as large a part of `heldBytes` is for it. */
  readonly waitingOfOne: number;
  /** Bytes of all those requests' bodies and inputs together, and of answers that their clients have not taken. */
  readonly heldBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 8 * 2 ** 20,
  rows: 10_000,
  pixels: 16_000_000,
  soundSeconds: 1200,
  seconds: 30,
  waiting: 256,
  waitingOfOne: 128,
  heldBytes: 256 * 2 ** 20,
};

/** What one client may have waiting where nothing is said of it: half, or all where that is little. */
export const defaultPerClient = (waiting: number): number =>
  Math.min(waiting, Math.max(16, Math.ceil(waiting / 2)));

/** Inputs of a request are made at once, as so many float32 numbers at the most. */
const MOST_NUMBERS = 2 ** 24;

/** An answer's numbers are held as float64, in lists and as text, ten times as many bytes each as an input. */
const MOST_OUTPUTS = 2 ** 21;

/** Letters of an answer's names of outputs, which stand in it once a row. */
const MOST_LETTERS = 2 ** 25;

/** Rows that a model takes in one request: fewer where each has many inputs or outputs, or such with long names. */
export function mostRows({ rows }: Limits, definition: ModelDefinition): number {
  const { labels = [], preprocessing } = definition;
  const names = [...labels, ...(preprocessing.outputs ?? []).map(({ name }) => name)];
  const letters = names.reduce((sum, { length }) => sum + length, 0);
  const most = Math.min(
    MOST_NUMBERS / definition.inputs,
    MOST_OUTPUTS / outputUnits(definition),
    MOST_LETTERS / letters,
  );
  return Math.max(1, Math.min(rows, Math.floor(most)));
}

/** How many pictures of the largest size one request may have; more of smaller ones. */
const LARGEST_PICTURES = 4;

/** What is left of what one request's pictures and recordings may ask for: each is small while it is packed. */
export class MediaAllowance {
  readonly #limits: Limits;
  #pixels = 0;
  #seconds = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @throws Problem 413 where a picture is too large, or all of the request's together */
  picture(height: number, width: number): void {
    const { pixels } = this.#limits;
    if (height * width > pixels) {
      const detail = `The picture has ${height}×${width} pixels, more than the ${pixels} of one request. Send a smaller one.`;
      throw fieldProblem(413, [], detail);
    }
    this.#pixels += height * width;
    const all = LARGEST_PICTURES * pixels;
    if (this.#pixels <= all) return;
    throw fieldProblem(413, [], `The pictures have more than ${all} pixels together. Send them in parts.`);
  }

  /** What the request's further recordings may last. */
  get secondsLeft(): number {
    return this.#limits.soundSeconds - this.#seconds;
  }

  /** @throws Problem 413 where a recording is too long, together with the request's others */
  recording(seconds: number): void {
    this.#seconds += seconds;
    const { soundSeconds } = this.#limits;
    if (this.#seconds <= soundSeconds) return;
    const detail = `The request's recordings last longer than ${soundSeconds} seconds. Send them in parts.`;
    throw fieldProblem(413, [], detail);
  }
}

/** What a client that is sent away should wait, in seconds. */
export const RETRY_AFTER = { "Retry-After": "1" };

interface Client {
  waiting: number;
  bytes: number;
}

export class Admission {
  readonly #limits: Limits;
  readonly #clients = new Map<string, Client>();
  #waiting = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Requests that are let in and not answered. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Bytes that they hold. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * @throws Problem 429 where too many are in, or too many of this client
   */
  enter(name: string): Ticket {
    const { waiting, waitingOfOne, heldBytes } = this.#limits;
    if (this.#waiting >= waiting) throw tooMany(`${waiting} requests are waiting already.`);
    const client = this.#clients.get(name) ?? { waiting: 0, bytes: 0 };
    if (client.waiting >= waitingOfOne) {
      throw tooMany(`${waitingOfOne} requests of ${name || "this client"} are waiting already.`);
    }
    this.#clients.set(name, client);
    this.#waiting++;
    client.waiting++;
    // As much of the memory as of the places; a request that is alone may take all of it.
    const bytesOfOne = (heldBytes * waitingOfOne) / waiting;
    let held = 0;
    let isWaiting = true;
    const forget = (): void => {
      if (client.waiting === 0 && client.bytes === 0) this.#clients.delete(name);
    };
    const ticket: Ticket = {
      hold: (bytes) => {
        if (held + bytes > heldBytes) {
          throw new Problem(
            413,
            `The request takes more than the ${heldBytes} bytes set aside for all. Send it in parts.`,
          );
        }
        if (this.#bytes + bytes > heldBytes) throw noMemory("The waiting requests fill");
        if (client.bytes > held && client.bytes + bytes > bytesOfOne) {
          throw noMemory(`The waiting requests of ${name || "this client"} fill their part of`);
        }
        this.#bytes += bytes;
        client.bytes += bytes;
        this.#clients.set(name, client);
        held += bytes;
      },
      answer: (bytes) => {
        ticket.leave();
        ticket.hold(bytes);
      },
      leave: () => {
        if (isWaiting) {
          this.#waiting--;
          client.waiting--;
        }
        isWaiting = false;
        this.#bytes -= held;
        client.bytes -= held;
        held = 0;
        forget();
      },
    };
    return ticket;
  }
}

const tooMany = (why: string): Problem =>
  new Problem(429, `${why} Come again in a moment.`, { headers: RETRY_AFTER });

const noMemory = (what: string): Problem =>
  new Problem(503, `${what} the memory set aside for them. Come again in a moment.`, {
    headers: RETRY_AFTER,
  });

/** One request's place. */
export interface Ticket {
  /**
   * Takes memory for as long as the request is in.
   *
   * @throws Problem 503 where others leave not so much, 413 where there is never so much
   */
  hold(bytes: number): void;
  /**
   * Gives up its place and what it holds, and takes the memory of its answer until {@link leave}.
   *
   * @throws Problem as {@link hold}
   */
  answer(bytes: number): void;
  /** Once its answer is taken, or it has failed. */
  leave(): void;
}
