// The part of Wix's own module that the site uses. Only Wix's servers have it.

declare module 'wix-realtime-backend' {
  /**
   * Publishes to a channel, or to a resource of it.
   *
   * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/introduction
   */
  export function publish(
    channel: { name: string; resourceId?: string },
    payload: Readonly<Record<string, unknown>>,
  ): Promise<void> | void;
}
