import type { About } from "../../lesson";

export const about: About = {
  title: { en: "How wrong?", ja: "損失" },
  aim: {
    en: "Say by one number how wrong an answer is, in two ways, and halve that number.",
    ja: "答えがどれだけ間違っているかを、2 通りの数で表し、その数を半分にします。",
  },
};
