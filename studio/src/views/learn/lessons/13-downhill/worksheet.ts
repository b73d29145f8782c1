/** @file The largest learning rate of a valley from two measurements, and three steps down a curve, on paper. */

import { seededRandom } from "../../../../kit/seeded";
import { pickBy } from "../../drawn";
import type { Exercise, Worksheet } from "../../sheets/worksheet";
import { FIELDS, few, measurements } from "./lesson";
import { valleysOf } from "./valley";

/** A step of w down L(w) = ½ λ (w − c)². */
const stepped = (w: number, rate: number, lambda: number, lowest: number): number =>
  Number((w - rate * lambda * (w - lowest)).toFixed(6));

/** Three steps down a curve, with numbers that come out even. */
function steps(seed: number): Exercise {
  const random = seededRandom(seed + 2);
  const pick = pickBy(random);
  const [lambda, lowest, start, rate] = [
    pick([2, 4, 5]),
    pick([-2, -1, 0, 1, 2, 3]),
    pick([6, 7, 8, 10]),
    pick([0.1, 0.2, 0.3]),
  ];
  const places = [start];
  for (let i = 0; i < 3; i++) places.push(stepped(places[i], rate, lambda, lowest));
  const loss = `½·${lambda}·(w ${lowest < 0 ? `+ ${-lowest}` : `− ${lowest}`})²`;
  const slope = `${lambda}·(w ${lowest < 0 ? `+ ${-lowest}` : `− ${lowest}`})`;
  return {
    text: {
      en: `L(w) = ${loss} has the gradient ${slope}. Begin at w = ${start} with a learning rate of ${rate}, and take three steps: w − ${rate} times the gradient.`,
      ja: `L(w) = ${loss} の勾配は ${slope} です。w = ${start} から始め、学習率 ${rate} で 3 ステップ進めてください。1 ステップで、w から勾配の ${rate} 倍を引きます。`,
    },
    answers: places.slice(1).map((w, i) => ({ label: `w${"₁₂₃"[i]}`, value: few(w, 4) })),
  };
}

export const worksheet: Worksheet = {
  lead: {
    en: "In a valley that is a parabola, the gradient grows by λ for each 1 that w moves. Rates above 2/λ fly off.",
    ja: "放物線の形の谷では、w が 1 動くと勾配が λ だけ変わります。学習率が 2/λ より大きいと、谷から飛び出します。",
  },
  exercises(seed) {
    const valleys = valleysOf(seed);
    const { steepness } = valleys.third;
    const { w, slopes } = measurements(valleys);
    return [
      {
        text: {
          en: "In another valley the gradient was measured at two places. How large is λ, and up to which learning rate does training stay in the valley?",
          ja: "別の谷で、2 か所の勾配を測りました。λ はいくつですか？ また、谷から飛び出さない学習率は、いくつまでですか？",
        },
        table: {
          head: ["w", { en: "gradient", ja: "勾配" }],
          rows: w.map((place, i) => [few(place), few(slopes[i], 4)]),
        },
        answers: [
          { label: "λ", value: few(steepness), field: FIELDS.lambda },
          { label: "2/λ", value: few(2 / steepness), field: FIELDS.most },
        ],
      },
      steps(seed),
    ];
  },
};
