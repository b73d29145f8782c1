/**
 * @file Whether the person wants motion. Animations ask this and jump to their end where it says no.
 */

/** True where the system asks for less motion. Asked anew each time, for it can change while the page is open. */
export const prefersStillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
