// Declares the session data that Wix's site server writes into a page. Wix's signed instance is not included.

/** The session of a page. The page's code sends its token. */
export interface PageSession {
  readonly token: string;
  readonly identity: { readonly kind: string; readonly id: string };
  readonly mode: 'live' | 'preview';
}
