// Which addresses on the internet are Wix's. Leaves out the domains of sites themselves.

/**
 * Hosts that a program on this machine must never reach by mistake: Wix's APIs, editor, files and
 * hosting. `preload.mjs`, which runs without TypeScript, holds the same pattern; a test compares.
 */
export const WIX_HOST =
  /^(?:.+\.)?(?:wixapis|wix|wix-code|wixstatic|wixmp|wixsite|parastorage|editorx)\.com$/i;

/** Tells whether a host name, without a port, is one of Wix's. */
export function isWixHost(hostname: string): boolean {
  return WIX_HOST.test(hostname.replace(/\.$/, ''));
}
