// Defines the errors that the emulator finds in a site's files.

/**
 * Error codes: `SITE_INVALID` (the folder is not a valid Velo site), `SYNTAX_ERROR` (a file does not parse),
 * `IMPORT_REFUSED` (an import that Wix refuses), `NOT_EMULATED` (Wix has it, this emulator does not),
 * `PERMISSIONS_INVALID` (`permissions.json` cannot be read) or `CACHE_FAILED` (the folder of bundled modules cannot be
 * written).
 */
export type SiteErrorCode =
  | 'SITE_INVALID'
  | 'SYNTAX_ERROR'
  | 'IMPORT_REFUSED'
  | 'NOT_EMULATED'
  | 'PERMISSIONS_INVALID'
  | 'CACHE_FAILED';

/** An error in a site's files. The message names the file and what is allowed, in one line. */
export class SiteError extends Error {
  readonly code: SiteErrorCode;

  constructor(code: SiteErrorCode, message: string) {
    super(message);
    this.name = 'SiteError';
    this.code = code;
  }
}

/** Whether a value is a {@link SiteError}. Vite's module runner throws a copy of the error. */
export function isSiteError(it: unknown): it is SiteError {
  return it instanceof Error && it.name === 'SiteError';
}
