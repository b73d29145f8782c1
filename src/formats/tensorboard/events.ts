/**
 * @file TensorBoard's event files: a run's figures as records (TFRecord), each an Event message of Protocol Buffers between
 * the checksums of its length and of its bytes.
 *
 * Sources: "TFRecord and tf.train.Example", https://www.tensorflow.org/tutorials/load_data/tfrecord; `event.proto` and
 * `summary.proto` of TensorBoard; CRC-32C (Castagnoli), RFC 3720, appendix B.4.
 */

import type { HistoryEpoch } from "../../training/history.js";
import { readFields, type WireField, WireMessage } from "../bytes/wire.js";

/** The polynomial of CRC-32C, its lowest bit first. */
const POLYNOMIAL = 0x82f63b78;

/** What each value of a byte makes of the checksum. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
  return crc;
});

/** The checksum CRC-32C of bytes: a whole number of 32 bits. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}

/** Turned by 15 bits and moved, so that a checksum of bytes that hold checksums is worth as much. */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** The length (64 bits), its checksum, the bytes, their checksum; all little-endian. */
function record(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + 16);
  const view = new DataView(whole.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint32(8, maskedCrc(whole.subarray(0, 8)), true);
  whole.set(bytes, 12);
  view.setUint32(12 + bytes.length, maskedCrc(bytes), true);
  return whole;
}

/** The fields of the messages, by their numbers. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2 } as const;

/** What TensorBoard calls each figure: those before a slash are charts of one group. */
const TAGS = {
  loss: "loss/training",
  validationLoss: "loss/validation",
  validationAccuracy: "accuracy/validation",
  learningRate: "learning_rate",
} as const satisfies Partial<Record<keyof HistoryEpoch, string>>;

/**
 * The first record of a file: how the others are written.
 *
 * @param wallTime seconds since 1970
 */
export const firstEvent = (wallTime: number): Uint8Array =>
  record(
    new WireMessage().double(EVENT.wallTime, wallTime).text(EVENT.fileVersion, "brain.Event:2").encode(),
  );

/**
 * An epoch's figures as scalars at its last step. They are float32, as TensorBoard has them.
 *
 * @param wallTime when the epoch was over, in seconds since 1970
 */
export function epochEvent(epoch: HistoryEpoch, wallTime: number): Uint8Array {
  const summary = new WireMessage();
  for (const [name, tag] of Object.entries(TAGS)) {
    const value = epoch[name as keyof typeof TAGS];
    if (value === undefined) continue;
    summary.message(SUMMARY.value, new WireMessage().text(VALUE.tag, tag).float(VALUE.simpleValue, value));
  }
  const event = new WireMessage().double(EVENT.wallTime, wallTime).integer(EVENT.step, epoch.step);
  return record(event.message(EVENT.summary, summary).encode());
}

/**
 * The step and the training loss of each epoch in a file that {@link firstEvent} and {@link epochEvent} made, as far as it
 * is whole: a run that was killed may have left half a record.
 *
 * @throws WireError where a record is no event
 */
export function epochLosses(file: Uint8Array): [step: number, loss: number][] {
  const losses: [number, number][] = [];
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 0; at + 12 <= file.length; ) {
    const begin = at + 12;
    const end = begin + view.getUint32(at, true);
    if (end + 4 > file.length) break;
    at = end + 4;
    const event = new Map(fieldsOf(file.subarray(begin, end)));
    const summary = event.get(EVENT.summary)?.block();
    for (const [, value] of summary === undefined ? [] : fieldsOf(summary)) {
      const scalar = new Map(fieldsOf(value.block()));
      if (scalar.get(VALUE.tag)?.text() !== TAGS.loss) continue;
      losses.push([event.get(EVENT.step)?.integer() ?? 0, scalar.get(VALUE.simpleValue)?.float() ?? 0]);
    }
  }
  return losses;
}

const fieldsOf = (message: Uint8Array): [number: number, field: WireField][] =>
  [...readFields(message)].map((field) => [field.number, field]);

/** How the names of event files begin; TensorBoard takes every file for one that has the second half in its name. */
const NAME_BEGINNING = "events.out.tfevents.";
const NAME_ENDING = ".akari";

/** Whether TensorBoard would read a file of this name. */
export const isEventFile = (name: string): boolean => name.includes("tfevents");

/** Whether {@link eventFileName} made a name. */
export const isOwnEventFile = (name: string): boolean =>
  name.startsWith(NAME_BEGINNING) && name.endsWith(NAME_ENDING);

/** A name as TensorBoard looks for: with the time in seconds, by which it puts files in order, the machine and the process. */
export const eventFileName = (seconds: number, host: string, process: number): string =>
  `${NAME_BEGINNING}${String(Math.floor(seconds)).padStart(10, "0")}.${host}.${process}${NAME_ENDING}`;
