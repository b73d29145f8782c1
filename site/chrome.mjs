// @ts-check
/**
 * @file What the site says around its pages, in both languages.
 */

/** @type {Readonly<Record<import("./pages.mjs").Language, any>>} */
export const CHROME = {
  en: {
    label: "English",
    lang: "en",
    description:
      "Train small neural networks in TypeScript, the same to the last bit everywhere, and see every neuron light up.",
    studio: "Studio",
    search: {
      button: { buttonText: "Search", buttonAriaLabel: "Search" },
      modal: {
        displayDetails: "Show more of each result",
        resetButtonTitle: "Clear the search",
        backButtonTitle: "Close the search",
        noResultsText: "Nothing found for",
        footer: {
          selectText: "to open",
          selectKeyAriaLabel: "Enter",
          navigateText: "to choose",
          navigateUpKeyAriaLabel: "Arrow up",
          navigateDownKeyAriaLabel: "Arrow down",
          closeText: "to close",
          closeKeyAriaLabel: "Escape",
        },
      },
    },
    theme: {
      outline: { level: [2, 3], label: "On this page" },
      docFooter: { prev: "Previous page", next: "Next page" },
      darkModeSwitchLabel: "Theme",
      darkModeSwitchTitle: "Switch to the dark theme",
      lightModeSwitchTitle: "Switch to the light theme",
      sidebarMenuLabel: "All pages",
      returnToTopLabel: "Back to the top",
      langMenuLabel: "Language",
      skipToContentLabel: "Skip to the page",
      notFound: {
        title: "There is no such page",
        quote: "It may have moved: the search finds it, or the list of pages.",
        linkLabel: "To the first page",
        linkText: "To the first page",
      },
    },
  },
  ja: {
    label: "日本語",
    lang: "ja",
    description:
      "小さなニューラルネットワークを TypeScript で学習し、すべてのニューロンが灯るようすを見ることができます。",
    studio: "Studio",
    search: {
      button: { buttonText: "検索", buttonAriaLabel: "検索" },
      modal: {
        displayDetails: "前後の文も表示する",
        resetButtonTitle: "検索する言葉を消す",
        backButtonTitle: "検索を閉じる",
        noResultsText: "見つかりませんでした：",
        footer: {
          selectText: "開く",
          selectKeyAriaLabel: "Enter",
          navigateText: "選ぶ",
          navigateUpKeyAriaLabel: "上矢印",
          navigateDownKeyAriaLabel: "下矢印",
          closeText: "閉じる",
          closeKeyAriaLabel: "Escape",
        },
      },
    },
    theme: {
      outline: { level: [2, 3], label: "このページの内容" },
      docFooter: { prev: "前のページ", next: "次のページ" },
      darkModeSwitchLabel: "テーマ",
      darkModeSwitchTitle: "暗いテーマにする",
      lightModeSwitchTitle: "明るいテーマにする",
      sidebarMenuLabel: "すべてのページ",
      returnToTopLabel: "ページの先頭へ",
      langMenuLabel: "言語",
      skipToContentLabel: "本文へ移動する",
      notFound: {
        title: "ページがありません",
        quote: "移動したのかもしれません。検索か、ページの一覧から探してください。",
        linkLabel: "最初のページへ",
        linkText: "最初のページへ",
      },
    },
  },
};
