import { publish } from 'wix-realtime-backend';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix } from 'backend/inbox/wix/error';

/**
 * Publishes with the Velo module `wix-realtime-backend`. It needs no elevation.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/introduction
 */
export const wixRealtimeBackend = {
  async publish(channel, payload) {
    await callWix('publish', async () => publish({ ...channel }, { ...payload }));
  },
} satisfies Pick<Wix, 'publish'>;
