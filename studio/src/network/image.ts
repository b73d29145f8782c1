/**
 * @file Whether a network's inputs are a picture that the page can show as lamps: one brightness a pixel.
 */

import type { ModelDefinition } from "akari";

/** Height and width of the grey picture that the inputs are; `undefined` where they are none, or one in colour. */
export const greyImage = ({
  preprocessing: { image, channels },
}: ModelDefinition): readonly [height: number, width: number] | undefined =>
  channels === undefined ? image : undefined;
