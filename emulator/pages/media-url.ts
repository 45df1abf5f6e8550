// Replaces the URLs of Wix's media servers by those of the emulator. The inbox screen has the same rule.

/**
 * Returns the emulator's URL for a file on Wix's media servers (`https://static.wixstatic.com/media/<id>`,
 * `https://docs.wixstatic.com/ugd/<id>`); undefined for other URLs.
 */
export function toLocalMediaUrl(url: string): string | undefined {
  if (!/^https:\/\/([\w-]+\.)*wix(?:static|mp)\.com\//iu.test(url)) return undefined;
  const { pathname } = new URL(url);
  const id = /\/(local_[^/]+)/u.exec(pathname)?.[1] ?? pathname.split('/').findLast(Boolean) ?? '';
  return `/_emulator/media/${encodeURIComponent(id) || 'unnamed'}`;
}
