// Declares the session data that Wix's site server writes into a page. Wix's signed instance is not included.

/** The session of a page. The page's code sends its token. */
export interface PageSession {
  readonly token: string;
  readonly identity: {
    readonly kind: string;
    readonly id: string;
    /** A member's roles; `Admin` marks the site owner on the live site. */
    readonly roles?: readonly string[];
  };
  readonly mode: 'live' | 'preview';
  /** How `authentication` of @wix/site-members behaves: the assumption `siteMembers`. Default: `works`. */
  readonly siteMembers?: 'works' | 'removed' | 'rejects';
}
