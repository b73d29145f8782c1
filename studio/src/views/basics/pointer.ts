/**
 * @file Lets a finger drag what it touches, and scroll the page everywhere else.
 */

import type { Attachment } from "svelte/attachments";

/**
 * Keeps the page still under a finger that has hold of something. Only a listener that is not passive can do so.
 *
 * @param holds whether something is there to be dragged, at a place in pixels from the element's upper left corner
 */
export const holdsPage =
  (holds: (at: readonly [number, number]) => boolean): Attachment<HTMLElement> =>
  (element) => {
    const onTouch = (event: TouchEvent): void => {
      if (event.cancelable && holds(placeIn(event.touches[0], element))) event.preventDefault();
    };
    element.addEventListener("touchstart", onTouch, { passive: false });
    return () => element.removeEventListener("touchstart", onTouch);
  };

/** Where a pointer is, in pixels from the element's upper left corner. */
export function placeIn(
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  element: Element,
): readonly [number, number] {
  const { left, top } = element.getBoundingClientRect();
  return [clientX - left, clientY - top];
}

/** How near a pointer has to be to have hold of something, in pixels: a finger covers more than a mouse points at. */
export const reachOf = (pointerType: string): number => (pointerType === "touch" ? 24 : 12);

/** A pointer that has gone no further than this, in pixels, has tapped. */
export const TAP = 5;
