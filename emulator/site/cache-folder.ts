// Creates the folder in which Vite stores the bundled modules of pages.
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { SiteError } from './site-error.ts';

/** Creates the folder, and returns its path without links. @throws {SiteError} CACHE_FAILED if it cannot be written */
export function openCacheFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return realpathSync(folder);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new SiteError(
      'CACHE_FAILED',
      `The folder ${folder} for bundled modules cannot be written${code}. Make it writable, or delete it.`,
    );
  }
}
