/** @file What the lesson about the light's way through the network says. */

import { a } from "../../../../i18n/english";
import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";

/** What is typed in the second task. */
export const leadLabel: Phrase = { en: "lead that is left", ja: "残る差" };

export const words = {
  predict: {
    en: "The light of this 3 goes through two hidden layers of 16 lamps to ten outputs. A: how many of the last 16 will be brighter than half? B: you will paint the 3 into an 8. How many of those 16, each held dark alone, could turn it back?",
    ja: "この 3 の光は、灯りが 16 個ずつの隠れ層を 2 つ通って出力に届きます。A：最後の 16 個のうち、半分より明るくなるのは何個でしょうか？B：このあと、3 を 8 に塗り替えます。16 個のうち、1 つ消すだけで 3 に戻せるのは何個でしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Paint this 3 into an 8 with at most 40 pixels, and stop as soon as the network reads an 8. The lead tells how close it is: the weighted sum z of 8 minus that of 3.",
        ja: "この 3 を 8 に塗り替えましょう。変えてよいのは 40 ピクセルまでで、8 と読まれたら、すぐにやめます。「差」は、8 の重み付き和 z から 3 の z を引いた数です。",
      },
      done: {
        en: "It reads an 8. Only the input has changed; every weight is what it was.",
        ja: "8 と読まれました。変わったのは入力だけで、重みはどれも元のままです。",
      },
    },
    {
      prompt: {
        en: "Find a neuron of the last hidden layer without which this is a 3 again, and hold it dark. Then work out the lead that is left: the lead minus what that neuron gives to it.",
        ja: "最後の隠れ層から、消すと 3 に戻るニューロンを見つけて、消しましょう。次に、残る差を計算します。今の差から、そのニューロンが生む差を引いた数です。",
      },
      done: {
        en: "Right. The lead is below 0 now: 3 has the larger weighted sum, and one dark lamp has undone it all.",
        ja: "正解です。差が 0 より小さくなり、重み付き和は 3 のほうが大きくなりました。灯りを 1 つ消しただけで、元の答えに戻りました。",
      },
    },
  ],
  hints: {
    untouched: {
      en: "Nothing is painted yet. What does an 8 have at its left that a 3 has not? Paint that with light.",
      ja: "まだ何も塗られていません。8 の左側には、3 にない部分があります。そこを明るく塗ってください。",
    },
    tooMany: {
      en: (count, most) => `${count} pixels are changed, and ${most} are allowed. Undo some.`,
      ja: (count, most) =>
        `${count} ピクセルが変わっています。変えてよいのは ${most} ピクセルまでです。いくつか元に戻してください。`,
    },
    another: {
      en: (label) =>
        `Now the network reads ${a(label)}, not an 8. Undo, and paint only what closes the two gaps at the left.`,
      ja: (label) =>
        `今の答えは 8 ではなく ${label} です。元に戻して、左側の 2 つのすき間だけをふさいでください。`,
    },
    firm: {
      en: (lead, most) =>
        `An 8, but a firm one: it leads by ${lead}, and no lamp of the last hidden layer can take that away alone (the most is ${most}). Undo some pixels, or paint a few dark.`,
      ja: (lead, most) =>
        `8 ですが、差が大きすぎます。差は ${lead} で、最後の隠れ層の 1 個だけでは消せません（最大 ${most}）。いくつか元に戻すか、少し暗く塗ってください。`,
    },
    fooled: {
      en: "The network reads an 8 where nobody would: most of what you painted is not in the gaps at the left. Undo, and close those.",
      ja: "ネットワークは 8 と答えましたが、人の目には 8 に見えません。塗ったところの多くが、左側のすき間の外です。元に戻して、すき間をふさいでください。",
    },
    erased: {
      en: (count) =>
        `${count} pixels were made dark. A 3 has nothing too much for an 8: it lacks something. Take the light brush.`,
      ja: (count) =>
        `${count} ピクセルが暗くなりました。3 には、8 より余分なところはなく、足りないところがあります。「明るく」の筆を使ってください。`,
    },
    elsewhere: {
      en: "Still a 3: most of what you painted is not in its gaps. They are at the left, above and below the waist.",
      ja: "まだ 3 です。塗ったところの多くは、すき間の外です。すき間は左側で、くびれの上と下にあります。",
    },
    upperOpen: {
      en: "Still a 3: the upper gap at the left is open. Close it from the upper end down to the waist.",
      ja: "まだ 3 です。左上のすき間が開いています。上の端からくびれまでをつないでください。",
    },
    lowerOpen: {
      en: "Still a 3: the lower gap at the left is open. Close it from the waist down to the lower end.",
      ja: "まだ 3 です。左下のすき間が開いています。くびれから下の端までをつないでください。",
    },
    thin: {
      en: (lead) =>
        `Both gaps are closed, and yet 3 leads by ${lead}: so thin a line brings too little light. Make it two pixels wide.`,
      ja: (lead) =>
        `すき間は 2 つともふさがりましたが、まだ 3 の z のほうが ${lead} 大きいです。線が細くて光が足りません。2 ピクセルの幅にしてください。`,
    },
    noneHeld: {
      en: "All lamps are still alight. Tap one in the last hidden layer, then hold it dark.",
      ja: "どの灯りもまだ消されていません。最後の隠れ層から 1 つタップして、消してください。",
    },
    earlier: {
      en: (unit) =>
        `Neuron ${unit} is in hidden layer 1: its light reaches the outputs only by way of the next 16. Look in hidden layer 2.`,
      ja: (unit) =>
        `ニューロン ${unit} は隠れ層 1 にあり、その光は次の 16 個を通ってから出力に届きます。隠れ層 2 から探してください。`,
    },
    still8: {
      en: (unit, given, lead) =>
        `Without neuron ${unit} it is still an 8: it gives 8 a lead of ${given}, and 8 leads by ${lead}. Look for one that gives more.`,
      ja: (unit, given, lead) =>
        `ニューロン ${unit} を消しても、まだ 8 です。今の差は ${lead} ですが、このニューロンが生む差は ${given} です。もっと大きな差を生むニューロンを探してください。`,
    },
    third: {
      en: (unit, label) =>
        `Without neuron ${unit} it is no 8, but no 3 either: the network reads ${a(label)}. Try another one.`,
      ja: (unit, label) =>
        `ニューロン ${unit} を消すと 8 ではなくなりますが、3 にも戻らず、${label} になります。ほかのニューロンを試してください。`,
    },
    missing: {
      en: (unit) =>
        `Neuron ${unit} it is. Now work out the lead that is left: the lead minus what this neuron gives to it.`,
      ja: (unit) =>
        `ニューロン ${unit} で合っています。次に、残る差を計算してください。今の差から、このニューロンが生む差を引きます。`,
    },
    oldLead: {
      en: (lead) => `${lead} is the lead with all lamps alight. Subtract what the dark neuron gave to it.`,
      ja: (lead) =>
        `${lead} は、すべての灯りがついているときの差です。消したニューロンが生んでいた差を引いてください。`,
    },
    partOnly: {
      en: (lead, _eight, _three, given) =>
        `${given} is what the neuron gave to the lead. Subtract that from the lead, ${lead}.`,
      ja: (lead, _eight, _three, given) =>
        `${given} は、そのニューロンが生んでいた差です。それを今の差 ${lead} から引いてください。`,
    },
    backwards: {
      en: "The size is right and the sign is not: count the lead of 8 over 3. Where 3 is ahead, it is below 0.",
      ja: "大きさは合っていますが、符号が逆です。差は 8 の z から 3 の z を引いた数です。3 のほうが大きければ、マイナスになります。",
    },
    sign: {
      en: (_lead, eight, three, given) =>
        `Mind the sign: the neuron gives 8 ${eight} and 3 ${three}. It gives to the lead ${eight} − (${three}) = ${given}.`,
      ja: (_lead, eight, three, given) =>
        `符号に注意しましょう。このニューロンが渡すのは、8 に ${eight}、3 に ${three} です。差は ${eight} − (${three}) = ${given} になります。`,
    },
    onlyEight: {
      en: (_lead, _eight, three) =>
        `That takes away what it gave to 8, but 3 loses something too: ${three}. Subtract the difference of both.`,
      ja: (_lead, _eight, three) =>
        `8 に渡していた分だけを引いています。3 も ${three} を失います。2 つの差を引いてください。`,
    },
    added: {
      en: (_lead, _eight, _three, given) =>
        `${given} was added. A dark neuron gives no more: what it gave is to be subtracted.`,
      ja: (_lead, _eight, _three, given) =>
        `${given} を足しています。消えたニューロンは何も渡さないので、渡していた分を引いてください。`,
    },
    sum: {
      en: (lead, eight, three, given) =>
        `In two steps: it gives to the lead ${eight} − (${three}) = ${given}. Subtract that from ${lead}.`,
      ja: (lead, eight, three, given) =>
        `2 段階で計算しましょう。このニューロンが生む差は ${eight} − (${three}) = ${given} です。これを ${lead} から引きます。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Light goes from the input layer through the hidden layers to the output layer. Each neuron takes in all activations of the layer before, each times its weight, and at the end the output with the largest weighted sum lights up.",
      ja: "光は、入力層から隠れ層を通って出力層に届きます。どのニューロンも、前の層のすべてのアクティベーションに重みを掛けて受け取ります。最後に、重み付き和がいちばん大きい出力が光ります。",
    },
    {
      en: "No hidden neuron here stands for the 8: each gives something to every digit. One alone decides only where it is close. A firm 8 is carried by the others.",
      ja: "8 だけを表す隠れ層のニューロンはありません。どのニューロンも、すべての数字に何かを渡します。1 個だけで答えが決まるのは、差が小さいときです。差が大きい 8 は、1 個消しても残りのニューロンで 8 のままです。",
    },
  ],
  further: {
    en: "Hold neurons dark for your own digit in See",
    ja: "「見る」で、自分の数字のニューロンを消してみる",
  },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  canvas: {
    en: "The 3 to paint. Arrow keys choose a pixel, Space paints it.",
    ja: "塗り替える 3 の画像です。矢印キーでピクセルを選び、スペースで塗ります。",
  },
  reads: {
    en: (label: string, share: string) => `The network reads: ${label} (${share})`,
    ja: (label: string, share: string) => `ネットワークの答え：${label}（${share}）`,
  } satisfies Phrase<[string, string]>,
  changed: {
    en: (count: string, most: string) => `changed: ${count} of ${most}`,
    ja: (count: string, most: string) => `変えたピクセル：${count} / ${most}`,
  } satisfies Phrase<[string, string]>,
  leads: {
    en: (lead: string) => `lead of 8 over 3: ${lead}`,
    ja: (lead: string) => `差（8 − 3）：${lead}`,
  } satisfies Phrase<[string]>,
  numbers: { en: "What 8 and 3 have", ja: "8 と 3 の数値" },
  lead: { en: "lead (8 − 3)", ja: "差（8 − 3）" },
  sums: { en: "weighted sum z", ja: "重み付き和 z" },
  given: {
    en: (unit: string) => `of it from neuron ${unit}`,
    ja: (unit: string) => `うちニューロン ${unit} から`,
  } satisfies Phrase<[string]>,
  neuron: {
    en: (layer: string, unit: string) => `layer ${layer}, neuron ${unit}`,
    ja: (layer: string, unit: string) => `${layer} 層目の ${unit} 番`,
  } satisfies Phrase<[string, string]>,
  choose: { en: "Tap a lamp", ja: "灯りをタップ" },
  before: { en: "Neuron before", ja: "前のニューロン" },
  after: { en: "Next neuron", ja: "次のニューロン" },
  hold: { en: "Hold dark", ja: "消す" },
  letGo: { en: "Let it shine", ja: "つける" },
};
