// What Wix's site server tells a page of its visitor. Leaves out: Wix's signed instance.

/** The session that a page runs under; its token is what the page's code may send. */
export interface PageSession {
  readonly token: string;
  readonly identity: { readonly kind: string; readonly id: string };
  readonly mode: 'live' | 'preview';
}
