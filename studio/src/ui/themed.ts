/**
 * @file Canvases take their colours from the styles by hand: this draws them, and again when the theme changes.
 */

/** Draws now and after every change of theme. @returns ends it; an effect's clean-up */
export function drawThemed(draw: () => void): () => void {
  draw();
  const observer = new MutationObserver(draw);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
