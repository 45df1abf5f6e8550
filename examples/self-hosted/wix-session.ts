import { auth } from '@wix/essentials';
import type { WixCalls } from 'backend/inbox/wix/calls';
import { callWix } from 'backend/inbox/wix/error';
import type { Wix } from 'backend/inbox/wix/port';

/**
 * Identifies the caller by the token of the request. A token that was issued to another client is not active here:
 * every program on the internet can send a valid token of its own site.
 */
export const createTokenInfo = ({ asCaller }: WixCalls, clientId: string) =>
  ({
    async tokenInfo() {
      const info = await callWix('tokenInfo', () => asCaller(auth.getTokenInfo)());
      const { active, subjectType, subjectId, exp } = info;
      return { active: active && info.clientId === clientId, subjectType, subjectId, exp };
    },
  }) satisfies Pick<Wix, 'tokenInfo'>;
