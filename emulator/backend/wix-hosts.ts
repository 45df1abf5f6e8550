// Defines the host names of Wix.

/**
 * Matches the hosts of Wix's APIs, editor, files and hosting, which a program under the emulator must never reach by
 * mistake. `preload.mjs` runs without TypeScript and repeats the pattern; a test compares the two.
 */
export const WIX_HOST =
  /^(?:.+\.)?(?:wixapis|wix|wix-code|wixstatic|wixmp|wixsite|parastorage|editorx)\.com$/i;

/** Returns whether a host name, without a port, belongs to Wix. */
export function isWixHost(hostname: string): boolean {
  return WIX_HOST.test(hostname.replace(/\.$/, ''));
}
