// Creates the page for a request that must not start a session. It loads the same address again, as a request of the
// emulator's own origin that has the session's cookie. Wix needs no such page: its session cookies are not strict.

/** The headers of the page. */
export const RELOAD_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** Renders the page. @param target the canonical path and the query to load */
export function renderReloadPage(target: string): string {
  const url = target.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="0; url=${url}">
    <title>Loading</title>
  </head>
  <body><p><a href="${url}">Open the page</a></p></body>
</html>
`;
}
