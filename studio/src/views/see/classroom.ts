/**
 * @file Full screen for a classroom: the browser's own where there is one, else the page's whole window.
 */

import type { Studio } from "../../studio.svelte";

export function enterClassroom(studio: Studio): void {
  studio.classroom = true;
  // A browser that refuses shows it in its window all the same.
  document.documentElement.requestFullscreen?.().catch(() => {});
}

export function leaveClassroom(studio: Studio): void {
  studio.classroom = false;
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}

/** The browser's own way out of full screen, Escape, leaves the classroom too. */
export function followFullscreen(studio: Studio): void {
  if (!document.fullscreenElement) studio.classroom = false;
}
