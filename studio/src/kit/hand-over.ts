/**
 * @file What the page hands to the person: a text for the clipboard, a file for the disk.
 */

/** Whether it could: a browser's settings, or a page without https, may forbid it. Then the text has to be copied by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Has the browser save a file. */
export function saveBytes(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Browsers read the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
