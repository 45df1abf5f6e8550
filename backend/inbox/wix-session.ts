import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { InboxError } from 'backend/inbox/inbox-error';
import type { Wix } from 'backend/inbox/wix';
import { callWix } from 'backend/inbox/wix-error';

/**
 * Who is calling, over Wix's SDK. Neither call is ever elevated: that would make everybody the site.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/get-current-member
 */
export const wixSession = {
  async tokenInfo() {
    const { active, subjectType, subjectId, exp } = await callWix('tokenInfo', () =>
      auth.getTokenInfo(),
    );
    return { active, subjectType, subjectId, exp };
  },

  /** For a visitor Wix answers no member or NOT_FOUND: the documentation does not say which. */
  async currentMember() {
    try {
      const { member } = await callWix('currentMember', () => members.getCurrentMember());
      if (typeof member?._id !== 'string') return undefined;
      return { id: member._id, ...(member.status && { status: member.status }) };
    } catch (error) {
      if (error instanceof InboxError && error.fault?.status === 404) return undefined;
      throw error;
    }
  },
} satisfies Pick<Wix, 'tokenInfo' | 'currentMember'>;
