/**
 * @file What a live example says, in both languages.
 */

export const WORDS = {
  en: {
    run: "Run",
    stop: "Stop",
    edit: "Edit",
    reset: "Undo changes",
    code: "The program. Ctrl+Enter runs it.",
    output: "What it prints",
    loading: "Loading the library …",
    running: "Running …",
    done: (seconds: string) => `Done in ${seconds} s.`,
    stopped: "Stopped.",
    silent: "It printed nothing.",
    flooded: "Stopped: it printed more than this page shows.",
  },
  ja: {
    run: "実行する",
    stop: "止める",
    edit: "編集する",
    reset: "元に戻す",
    code: "プログラム。Ctrl+Enter で実行します。",
    output: "出力",
    loading: "ライブラリーを読み込んでいます…",
    running: "実行しています…",
    done: (seconds: string) => `${seconds} 秒で終わりました。`,
    stopped: "止めました。",
    silent: "何も出力しませんでした。",
    flooded: "このページに表示できる量を超えて出力したので、止めました。",
  },
} as const;
