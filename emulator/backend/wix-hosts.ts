// Defines the host names of Wix.

/**
 * Matches the hosts of Wix's APIs, editor, files and hosting. No emulated program may reach these hosts. Keep equal to
 * the pattern in preload.mjs (a test compares them).
 */
export const WIX_HOST =
  /^(?:.+\.)?(?:wixapis|wix|wix-code|wixstatic|wixmp|wixsite|parastorage|editorx)\.com$/i;

/** Returns whether a host name, without a port, belongs to Wix. */
export function isWixHost(hostname: string): boolean {
  return WIX_HOST.test(hostname.replace(/\.$/, ''));
}
