/**
 * @file What Learn says to a teacher: the page for completion links, and links to a lesson.
 */

import type { Phrase } from "./language.svelte";

export const learnClass = {
  open: { en: "For teachers", ja: "先生の方へ" },
  question: { en: "Who has done what?", ja: "だれがどこまで進みましたか？" },
  lead: {
    en: "Paste the completion links of your class, or a text file that holds them. The page does every answer again and shows which ones hold. Nothing leaves this page.",
    ja: "クラス全員の完了リンクを貼り付けるか、リンクの入ったテキストファイルを開いてください。このページがすべての答えを計算し直し、正しいものを示します。データはどこにも送られません。",
  },
  links: { en: "Completion links", ja: "完了リンク" },
  file: { en: "Open a text file", ja: "テキストファイルを開く" },
  notText: {
    en: (name: string) => `${name} is no text file. Save the links as plain text (.txt) and open that.`,
    ja: (name: string) =>
      `${name} はテキストファイルではありません。リンクをテキスト形式（.txt）で保存して、開いてください。`,
  } satisfies Phrase<[string]>,
  check: { en: "Check the links", ja: "リンクを確かめる" },
  none: {
    en: "There is no completion link in this text. Learners copy theirs under the list of lessons.",
    ja: "この文章に完了リンクはありません。完了リンクは、学習者がレッスン一覧の下でコピーします。",
  },
  checking: {
    en: (done: string, all: string) => `Doing the answers again: ${done} of ${all} links…`,
    ja: (done: string, all: string) => `答えを計算し直しています：${done} / ${all} 件…`,
  } satisfies Phrase<[string, string]>,
  failed: {
    en: "The answers could not be checked: the network or a lesson could not be loaded. Is there a connection?",
    ja: "ネットワークかレッスンを読み込めず、答えを確かめられませんでした。接続を確かめてください。",
  },
  table: { en: "What each of them has done", ja: "それぞれの進み具合" },
  name: { en: "Name", ja: "名前" },
  unnamed: {
    en: (row: string) => `(no name, link ${row})`,
    ja: (row: string) => `（名前なし、リンク ${row}）`,
  } satisfies Phrase<[string]>,
  finished: { en: "Finished", ja: "完了" },
  finishedBy: { en: "Finished by", ja: "完了した人数" },
  done: { en: "finished, and every answer holds", ja: "完了、答えはすべて正しい" },
  begun: {
    en: (holds: string, tasks: string) => `begun, ${holds} of ${tasks} tasks`,
    ja: (holds: string, tasks: string) => `途中、課題 ${holds} / ${tasks}`,
  } satisfies Phrase<[string, string]>,
  differs: {
    en: (task: string) => `does not hold: the answer to task ${task} is not one that this page passes`,
    ja: (task: string) => `確認できません：課題 ${task} の答えは、このページでは正解になりません`,
  } satisfies Phrase<[string]>,
  nothing: { en: "not begun", ja: "まだ" },
  damaged: {
    en: "The link is damaged: a part of it is missing or changed. Ask for it once more.",
    ja: "リンクが壊れています。一部が欠けているか、変わっています。もう一度もらってください。",
  },
  twin: {
    en: (name: string) => `the same work as ${name}`,
    ja: (name: string) => `${name} と同じ内容`,
  } satisfies Phrase<[string]>,
  hurdles: { en: "Where most were held up", ja: "多くの人がつまずいたところ" },
  hurdle: {
    en: (lesson: string, task: string, people: string) => `${lesson}, task ${task}: ${people}`,
    ja: (lesson: string, task: string, people: string) => `${lesson}、課題 ${task}：${people} 人`,
  } satisfies Phrase<[string, string, string]>,
  noHurdles: { en: "Nobody was held up for long.", ja: "長くつまずいた人はいません。" },
  print: { en: "Print", ja: "印刷" },
  invite: { en: "A link for your class", ja: "クラスに配るリンク" },
  inviteLead: {
    en: "It opens a lesson the way you choose here.",
    ja: "ここで選んだとおりにレッスンが開きます。",
  },
  lesson: { en: "Lesson", ja: "レッスン" },
  allLessons: { en: "all lessons", ja: "すべてのレッスン" },
  language: { en: "Language", ja: "言語" },
  anyLanguage: { en: "their browser's", ja: "ブラウザーと同じ" },
  numbers: { en: "Numbers", ja: "数" },
  own: { en: "each their own", ja: "1 人ずつ別" },
  shared: { en: "the same for all", ja: "全員同じ" },
  only: { en: "hide the other views", ja: "ほかのタブを隠す" },
  copy: { en: "Copy the link", ja: "リンクをコピー" },
  lessonLink: { en: "Link to the lesson", ja: "レッスンのリンク" },
  sheets: { en: "Worksheets", ja: "ワークシート" },
  sheetsLead: {
    en: "A sheet for each learner, all with different numbers, and the answer key on the last page. The same set gives the same sheets again.",
    ja: "1 人 1 枚ずつ、数の違う問題を印刷します。最後のページは解答です。同じセット番号なら、同じ問題をもう一度作れます。",
  },
  sheetCount: { en: "Sheets", ja: "枚数" },
  set: { en: "Set", ja: "セット番号" },
  setIs: {
    en: (set: string) => `set ${set}`,
    ja: (set: string) => `セット ${set}`,
  } satisfies Phrase<[string]>,
  sheet: {
    en: (sheet: string, set: string) => `Sheet ${sheet}, set ${set}`,
    ja: (sheet: string, set: string) => `${sheet} 枚目、セット ${set}`,
  } satisfies Phrase<[string, string]>,
  key: { en: "Answer key", ja: "解答" },
  yourName: {
    en: "Your name, for your teacher (may be empty)",
    ja: "先生に伝える名前（空でもかまいません）",
  },
  copyCompletion: { en: "Copy a link for my teacher", ja: "先生に渡すリンクをコピー" },
  completionField: { en: "Link for your teacher", ja: "先生に渡すリンク" },
};
