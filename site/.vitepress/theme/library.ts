/**
 * @file The library as the site has it: modules that are loaded when something on a page asks for them.
 */

import { withBase } from "vitepress";

/** The address of a file of the site, from its root. */
export const siteUrl = (path: string): string => new URL(withBase(`/${path}`), location.href).href;

/** Loads an entry point: `index`, `data` … */
export const loadLibrary = <Module>(entry: string): Promise<Module> =>
  import(/* @vite-ignore */ siteUrl(`lib/${entry}.js`));
