// The types of the part of `wix-realtime-backend` that the site uses. Only Wix's servers have the module.

declare module 'wix-realtime-backend' {
  /**
   * Publishes a message to a channel, or to a resource of a channel.
   *
   * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/introduction
   */
  export function publish(
    channel: { name: string; resourceId?: string },
    payload: Readonly<Record<string, unknown>>,
  ): Promise<void> | void;
}
