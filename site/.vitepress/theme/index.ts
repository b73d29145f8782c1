import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import "../../../studio/src/kit/tokens.css";
import HomeLight from "./home/HomeLight.vue";
import Layout from "./Layout.vue";
import LiveExample from "./live/LiveExample.vue";
import "./site.css";

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp: ({ app }) => {
    app.component("HomeLight", HomeLight);
    app.component("LiveExample", LiveExample);
  },
} satisfies Theme;
