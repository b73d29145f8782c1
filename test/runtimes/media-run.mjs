// @ts-check
/**
 * @file Pictures from everything that a browser has them in: files, canvases, bitmaps, elements; and sounds likewise.
 */

import { encodePictures, encodeSounds, pictureExamples, soundExamples, toPicture } from "../../dist/data.js";
import { soundsMade } from "./sounds-made.mjs";

/**
 * A picture, or why there is none.
 *
 * @typedef {{ width: number, height: number, data: number[] } | { code: string, message: string }} Read
 */

/**
 * @typedef {object} MediaOutcome
 * @property {Record<string, Read>} files as they were read from Blobs, by their names
 * @property {Record<string, Read>} drawn by what they were drawn on
 * @property {number[]} inputs of all files together, 6×6 pixels in colour
 * @property {number[]} examples the same, as examples are
 * @property {Record<"samples" | "buffers", number[]>} sounds inputs; an `AudioBuffer` is for pages only
 */

/** @param {() => any} read @returns {Promise<Read>} */
async function told(read) {
  try {
    const { width, height, data } = await read();
    return { width, height, data: [...data] };
  } catch (error) {
    const { code, message } = /** @type {{ code: string, message: string }} */ (error);
    return { code, message };
  }
}

/** The pixels that are drawn: opaque ones of all colours. */
const [WIDTH, HEIGHT] = [7, 5];
const PIXELS = Uint8ClampedArray.from({ length: WIDTH * HEIGHT * 4 }, (_, i) =>
  i % 4 === 3 ? 255 : (i * 37) % 256,
);

/** @param {OffscreenCanvas | HTMLCanvasElement} canvas */
function paint(canvas) {
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.putImageData(new ImageData(PIXELS, WIDTH, HEIGHT), 0, 0);
  return canvas;
}

/** @param {string} source */
async function imageFrom(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** Its pixels come from another origin: a file of this server, under the machine's other name. */
const foreignImage = () => imageFrom(`http://localhost:${location.port}/given/grey.png`);

/** What only a page has. */
const PAGE = {
  canvas: () => toPicture(paint(document.createElement("canvas"))),
  "tainted canvas": async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d")?.drawImage(await foreignImage(), 0, 0);
    return toPicture(canvas, "picture");
  },
  "tainted element": async () => toPicture(await foreignImage(), "picture"),
  element: async () => toPicture(await imageFrom("/given/grey.png")),
  "element without a picture": () => toPicture(new Image(), "picture"),
  "transferred canvas": () => {
    const canvas = document.createElement("canvas");
    canvas.transferControlToOffscreen();
    return toPicture(canvas, "picture");
  },
};

/** What a Worker has as well. */
const EVERYWHERE = {
  ImageData: () => toPicture(new ImageData(PIXELS, WIDTH, HEIGHT)),
  OffscreenCanvas: () => toPicture(paint(new OffscreenCanvas(1, 1))),
  ImageBitmap: async () => toPicture(await createImageBitmap(new ImageData(PIXELS, WIDTH, HEIGHT))),
  /** Wider than what is drawn at a time; only bytes that differ are told. */
  "tiles of a large ImageBitmap": async () => {
    const wide = new ImageData(5000, 3);
    wide.data.forEach((_, i) => {
      wide.data[i] = i % 4 === 3 ? 255 : (i * 31) % 251;
    });
    const { data } = toPicture(await createImageBitmap(wide));
    return { width: 5000, height: 3, data: data.filter((byte, i) => byte !== wide.data[i]) };
  },
  "closed ImageBitmap": async () => {
    const bitmap = await createImageBitmap(new ImageData(1, 1));
    bitmap.close();
    return toPicture(bitmap, "picture");
  },
  "canvas of a bitmap renderer": () => {
    const canvas = new OffscreenCanvas(1, 1);
    canvas.getContext("bitmaprenderer");
    return toPicture(canvas, "picture");
  },
  "wide colours": () => toPicture(new ImageData(1, 1, { colorSpace: "display-p3" }), "picture"),
  "canvas of wide colours": () => {
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext("2d", { colorSpace: "display-p3" });
    context?.putImageData(new ImageData(Uint8ClampedArray.of(200, 100, 50, 255), 1, 1), 0, 0);
    return toPicture(canvas);
  },
  text: () => toPicture(new Blob(["no picture"]), "picture"),
  WebP: async () => {
    const canvas = new OffscreenCanvas(8, 8);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.fillStyle = "rgb(100 100 100)";
    context.fillRect(0, 0, 8, 8);
    return toPicture(await canvas.convertToBlob({ type: "image/webp" }));
  },
};

/**
 * @param {string[]} names of files
 * @returns {Promise<MediaOutcome>}
 */
export async function mediaRun(names) {
  const blobs = await Promise.all(names.map(async (name) => (await fetch(`/given/${name}`)).blob()));
  /** @type {Record<string, Read>} */
  const files = {};
  for (const [i, name] of names.entries()) files[name] = await told(() => toPicture(blobs[i], name));
  const drawing = { ...EVERYWHERE, ...(typeof document === "undefined" ? {} : PAGE) };
  /** @type {Record<string, Read>} */
  const drawn = {};
  for (const [what, read] of Object.entries(drawing)) drawn[what] = await told(read);
  const good = blobs.filter((_, i) => "data" in files[names[i]]);
  const preprocessing = /** @type {const} */ ({ divideBy: 255, image: [6, 6], channels: 3 });
  const { data: inputs } = await encodePictures(good, preprocessing);
  const labelled = good.map((picture, i) => ({ picture, label: i % 2 === 0 ? "even" : "odd" }));
  const { pixels } = await pictureExamples(labelled, { size: [6, 6], channels: 3 });
  return { files, drawn, inputs: [...inputs], examples: [...pixels], sounds: soundsRun() };
}

function soundsRun() {
  const sounds = soundsMade();
  const preprocessing = soundExamples(sounds.map((sound) => ({ sound, label: "a" }))).prepare(
    Uint32Array.from(sounds.keys()),
  );
  const buffers =
    typeof AudioBuffer === "undefined"
      ? []
      : sounds.map(({ rate, samples }) => {
          const buffer = new AudioBuffer({ sampleRate: rate, length: samples.length });
          buffer.copyToChannel(samples, 0);
          return buffer;
        });
  return {
    samples: [...encodeSounds(sounds, preprocessing).data],
    buffers: [...encodeSounds(buffers, preprocessing).data],
  };
}
