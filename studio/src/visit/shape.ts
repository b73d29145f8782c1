/**
 * @file Whether a value that comes from outside looks like one that the page has: the same fields with the same types all the way down. Whether
 * it makes sense is for others to say.
 */

/** An array looks like the template where each of its items looks like the template's first one, or is a number where that has none. */
export function looksLike<T>(template: T, found: unknown): found is T {
  if (typeof template === "number") return typeof found === "number" && Number.isFinite(found);
  if (typeof template !== "object" || template === null) return typeof found === typeof template;
  if (Array.isArray(template)) {
    const [item = 0]: unknown[] = template;
    return Array.isArray(found) && found.every((one) => looksLike(item, one));
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) return false;
  const names = Object.keys(template);
  return (
    names.length === Object.keys(found).length &&
    names.every(
      (name) =>
        Object.hasOwn(found, name) && looksLike(Reflect.get(template, name), Reflect.get(found, name)),
    )
  );
}
