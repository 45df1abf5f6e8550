import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix, callWixForOne } from 'backend/inbox/wix/error';

/**
 * Identifies the caller through Wix's SDK. Not elevated: elevated calls would return the app's identity.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/get-current-member
 */
export const createWixSession = ({ asCaller }: WixCalls) =>
  ({
    async tokenInfo() {
      const { active, subjectType, subjectId, exp } = await callWix('tokenInfo', () =>
        asCaller(auth.getTokenInfo)(),
      );
      return { active, subjectType, subjectId, exp };
    },

    /** For a visitor Wix returns no member or NOT_FOUND; its documentation does not say which. */
    async currentMember() {
      const found = await callWixForOne('currentMember', () =>
        asCaller(members.getCurrentMember)(),
      );
      const { _id, status } = found?.member ?? {};
      return typeof _id === 'string' ? { id: _id, ...(status && { status }) } : undefined;
    },
  }) satisfies Pick<Wix, 'tokenInfo' | 'currentMember'>;
