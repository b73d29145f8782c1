/** How long a recording is, in milliseconds. */
const LENGTH = 1200;

/**
 * Records from the microphone, for which the browser asks the first time, and lets it go again.
 *
 * @param signal ends it before its time, without a recording
 */
export async function record(signal?: AbortSignal): Promise<AudioBuffer> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start();
    await sleep(LENGTH, signal);
    recorder.stop();
    await ended;
    const context = new OfflineAudioContext(1, 1, 16_000);
    return await context.decodeAudioData(await new Blob(parts).arrayBuffer());
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

const sleep = (time: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    setTimeout(resolve, time);
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
