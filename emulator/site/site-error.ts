// The faults that the emulator finds in a site's files. Leaves out what Wix's editor and `wix dev` check beyond them.

/**
 * What is wrong with a site: `SITE_INVALID` (its folder cannot be read as a Velo site), `IMPORT_REFUSED`
 * (an import that Wix would refuse) or `NOT_EMULATED` (Wix has it, this emulator does not).
 */
export type SiteErrorCode = 'SITE_INVALID' | 'IMPORT_REFUSED' | 'NOT_EMULATED';

/** A fault in a site's files, told with the file and what is allowed instead. */
export class SiteError extends Error {
  readonly code: SiteErrorCode;

  constructor(code: SiteErrorCode, message: string) {
    super(message);
    this.name = 'SiteError';
    this.code = code;
  }
}
