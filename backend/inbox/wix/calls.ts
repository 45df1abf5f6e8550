import { auth } from '@wix/essentials';

/**
 * How the adapters call the methods of Wix's packages. On a site, Wix knows the running call; a program that is not a
 * site uses its clients instead.
 */
export interface WixCalls {
  /** Returns the method with the rights of the site's backend or of the app. */
  elevate<Method>(method: Method): Method;
  /** Returns the method for the caller: the visitor, member or Wix user of the running call. */
  asCaller<Method>(method: Method): Method;
}

/**
 * Calls Wix from the backend of a site.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 */
export const siteCalls: WixCalls = {
  elevate: auth.elevate,
  asCaller: (method) => method,
};
