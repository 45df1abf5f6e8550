// Types of the used part of `wix-realtime-backend`, which has no npm package.

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
