import DefaultTheme from "vitepress/theme-without-fonts";
import "../../../studio/src/kit/tokens.css";
import "./site.css";

export default { extends: DefaultTheme };
