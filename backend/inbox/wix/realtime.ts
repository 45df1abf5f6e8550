import { publisher } from '@wix/realtime';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix } from 'backend/inbox/wix/error';

/**
 * Publishes with the SDK package `@wix/realtime`, elevated.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/realtime/realtime/introduction
 */
export const createWixRealtime = ({ elevate }: WixCalls) =>
  ({
    async publish(channel, payload) {
      const publish = elevate(publisher.publish);
      await callWix('publish', () => publish({ ...channel }, { ...payload }));
    },
  }) satisfies Pick<Wix, 'publish'>;
