/**
 * @file Lets what draws on a canvas follow the theme: a canvas does not restyle itself.
 */

import { createSubscriber } from "svelte/reactivity";

/** Called within an effect or a derived value, makes it run again when the theme has changed. */
export const watchTheme = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
});
