// Gives errors of `@wix/data` the property `code` that errors of `wix-data` have.

/**
 * The codes of `wix-data` for those of Wix's servers.
 * @see the package @wix/wix-data-items-common, `codes` (which code belongs to which is assumed)
 */
const CODES: Readonly<Record<string, string>> = {
  WDE0025: 'WD_SCHEMA_DOES_NOT_EXIST',
  WDE0027: 'WD_PERMISSION_DENIED',
  WDE0073: 'WD_ITEM_DOES_NOT_EXIST',
  WDE0074: 'WD_ITEM_ALREADY_EXISTS',
};
const OTHER = 'WD_VALIDATION_ERROR';

/** Waits for a call. An error of Wix Data gets its code; an error of a hook stays as it is. */
export async function withDataErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error ? findCode(error) : undefined;
    if (code !== undefined && error instanceof Error && Reflect.get(error, 'code') === undefined) {
      Reflect.set(error, 'code', CODES[code] ?? OTHER);
    }
    throw error;
  }
}

/** Returns the code at the start of a message: `WDE0025: The Books collection does not exist.` */
function findCode({ message }: Error): string | undefined {
  return /\bWDE\d{4}\b/u.exec(message)?.[0];
}
