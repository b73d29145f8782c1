/**
 * @file What the page says of sounds: recording them, files, ours, and a network that listens.
 */

import type { MicrophoneProblem } from "../sound/microphone.svelte";
import type { OurName, OurSet } from "../sound/ours";
import type { SoundProblem } from "../sound/sound-files";
import type { Phrase } from "./language.svelte";

export const sound = {
  /** What a class of ours is called. */
  names: {
    rising: { en: "rising", ja: "上がる" },
    falling: { en: "falling", ja: "下がる" },
    steady: { en: "steady", ja: "同じ高さ" },
    ie: { en: "ie", ja: "いえ" },
    ue: { en: "ue", ja: "うえ" },
  } satisfies Record<OurName, Phrase>,
  sets: {
    whistles: { en: "Take our whistles", ja: "用意した口笛を使う" },
    words: { en: "Take our words", ja: "用意した言葉を使う" },
  } satisfies Record<OurSet, Phrase>,
  oursHint: {
    en: "Ours are computed from a seed: whistles that rise, fall or stay, and the Japanese words “ie” (house) and “ue” (above). No two are alike.",
    ja: "用意した音は、シード（乱数の種）から計算して作ったものです。上がる口笛・下がる口笛・同じ高さの口笛と、「いえ」「うえ」という言葉があります。同じ音は 2 つとありません。",
  },
  record: { en: "Record", ja: "録音する" },
  stopRecording: { en: "Stop recording", ja: "録音を止める" },
  listen: { en: "Listen", ja: "マイクで聞く" },
  stopListening: { en: "Stop listening", ja: "聞くのを止める" },
  asking: { en: "Waiting for the microphone…", ja: "マイクの許可を待っています…" },
  recording: {
    en: (name: string) => `Make the sound, pause, make it again: each is added to “${name}” when it ends.`,
    ja: (name: string) => `音を出し、間を置いて、また出してください。終わるたびに「${name}」に追加されます。`,
  } satisfies Phrase<[string]>,
  listening: {
    en: "Make a sound: the network answers when it ends.",
    ja: "音を出してください。終わると、ネットワークが答えます。",
  },
  level: { en: "Loudness", ja: "音の大きさ" },
  clicked: { en: "That was too short to be a sound.", ja: "今の音は短すぎます。" },
  microphone: {
    insecure: {
      en: "Browsers lend the microphone only to pages from https or from this computer. Choose files or take ours instead.",
      ja: "マイクを使えるのは、https のページか、このコンピューターから開いたページだけです。代わりに、ファイルか用意した音を使ってください。",
    },
    missing: {
      en: "No microphone was found. Choose files or take ours instead.",
      ja: "マイクが見つかりません。代わりに、ファイルか用意した音を使ってください。",
    },
    refused: {
      en: "The microphone was refused. Allow it in the browser’s settings for this page, or choose files or take ours instead.",
      ja: "マイクの使用が許可されていません。ブラウザーの設定でこのページに許可するか、代わりに、ファイルか用意した音を使ってください。",
    },
    busy: {
      en: "The microphone does not answer. Another program may be using it, or it was unplugged. Try again, or choose files or take ours.",
      ja: "マイクが使えません。ほかのプログラムが使っているか、外れた可能性があります。もう一度試すか、ファイルか用意した音を使ってください。",
    },
    silent: {
      en: "Nothing was heard for 15 seconds, so the microphone was switched off. Is it muted, or too far away?",
      ja: "15 秒間何も聞こえなかったので、マイクを切りました。ミュートになっていないか、遠すぎないかを確かめてください。",
    },
  } satisfies Record<MicrophoneProblem, Phrase>,
  problems: {
    "not-a-sound": {
      en: "the browser cannot read it as a sound. Choose a WAV or MP3 file.",
      ja: "音として読み込めません。WAV か MP3 のファイルを選んでください。",
    },
    silent: {
      en: "there is nothing to hear in it.",
      ja: "何も聞こえません。",
    },
    short: {
      en: "there is less than a twentieth of a second to hear in it.",
      ja: "聞こえる部分が 20 分の 1 秒より短いです。",
    },
    long: {
      en: "it lasts longer than 10 seconds. Cut the sound out first.",
      ja: "10 秒より長いです。必要な部分だけを切り出してください。",
    },
  } satisfies Record<SoundProblem, Phrase>,
  notTaken: {
    en: (name: string, reason: string) => `${name} was not taken: ${reason}`,
    ja: (name: string, reason: string) => `${name} は使えませんでした：${reason}`,
  } satisfies Phrase<[string, string]>,
  recorded: { en: "The recording", ja: "録音" },
  file: { en: "Open a file…", ja: "ファイルを開く…" },
  play: {
    en: (name: string, n: number) => `Play sound ${n} of ${name}`,
    ja: (name: string, n: number) => `「${name}」の ${n} 個目の音を聞く`,
  } satisfies Phrase<[string, number]>,
  remove: {
    en: (name: string, n: number) => `Remove sound ${n} of ${name}`,
    ja: (name: string, n: number) => `「${name}」の ${n} 個目の音を削除`,
  } satisfies Phrase<[string, number]>,
  clipped: {
    en: "Too loud: its peaks are cut off. Record it again from farther away.",
    ja: "音が大きすぎて、波の山が切れています。マイクから離れて録音し直してください。",
  },
  /** The layer's name where its size depends on the sounds. */
  logMel: { en: "log-mel", ja: "ログメル" },
  /** What a picture of a sound shows. */
  wave: { en: "Waveform", ja: "波形" },
  spectrogram: {
    en: "Log-mel spectrogram: time to the right, pitch upwards, brighter is louder",
    ja: "ログメルスペクトログラム：右へ時間、上へ音の高さ、明るいほど大きい音",
  },
  again: { en: "Play it again", ja: "もう一度鳴らす" },
  oneOfOurs: { en: "One of ours", ja: "用意した音" },
  nothing: {
    en: "Nothing has been heard yet. Tap Listen, open a file or take one of ours.",
    ja: "まだ何も聞いていません。「マイクで聞く」を押すか、ファイルか用意した音を選んでください。",
  },
  /** What lies under the ear. */
  heard: {
    microphone: { en: "from the microphone", ja: "マイクから" },
    ours: {
      en: (name: string) => `one of ours: ${name}`,
      ja: (name: string) => `用意した音：${name}`,
    } satisfies Phrase<[string]>,
  },
};
