/**
 * @file The network for own images, and how long it learns: one hidden layer small enough that each of its lamps can
 * be looked at, and epochs enough for a few dozen examples.
 */

export const hiddenUnits = 16;

export const EPOCHS = 150;
