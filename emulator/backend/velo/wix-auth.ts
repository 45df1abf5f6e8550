// Emulates Wix's module `wix-auth`: elevate().
import { auth } from '@wix/essentials';

/**
 * Returns a method with the permissions of the site. It is for methods of the `@wix` packages and of `.v2` modules.
 * @see https://dev.wix.com/docs/velo/apis/wix-auth/elevate
 */
export const { elevate } = auth;

export default { elevate };
