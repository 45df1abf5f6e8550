// Defines the errors that the emulator finds in a site's files.

/**
 * Error codes: `SITE_INVALID` (the folder is not a valid Velo site), `IMPORT_REFUSED` (an import that Wix refuses) or
 * `NOT_EMULATED` (Wix has it, this emulator does not).
 */
export type SiteErrorCode = 'SITE_INVALID' | 'IMPORT_REFUSED' | 'NOT_EMULATED';

/** An error in a site's files. The message names the file and what is allowed. */
export class SiteError extends Error {
  readonly code: SiteErrorCode;

  constructor(code: SiteErrorCode, message: string) {
    super(message);
    this.name = 'SiteError';
    this.code = code;
  }
}
