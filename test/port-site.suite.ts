// The part of the port suite that reads the site's secrets and publishes to its pages.
import { expect, it, onTestFinished } from 'vitest';
import { errorOf, type PortWorld } from './port-world.ts';

/** Runs the suite over a world, made anew for each test: one secret, and channels. */
export function testPortSite({ create }: { readonly create: () => Promise<PortWorld> }): void {
  async function setup() {
    const world = await create();
    onTestFinished(() => world.close());
    return { world, wix: world.wix };
  }

  it('reads a secret for whoever calls, and knows when there is none', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    for (const caller of [{ visitorId }, 'nobody'] as const) {
      await world.asCaller(caller, async () => {
        expect(await wix.secret('TestSecret')).toBe('of the test');
        expect(await wix.secret('NoSecret')).toBeUndefined();
      });
    }
  });

  it('publishes to a channel and to a resource, for whoever calls', async () => {
    const { world, wix } = await setup();
    const visitorId = await world.givenVisitor();
    const payload = { kind: 'message', at: '2026-11-20T09:00:00.000Z' } as const;
    const resource = { name: 'inbox', resourceId: 'some-resource' };
    await world.asCaller({ visitorId }, () => wix.publish(resource, payload));
    await world.asCaller('nobody', () => wix.publish({ name: 'inbox-admin' }, payload));
    expect(await world.heard()).toEqual([
      { channel: resource, payload },
      { channel: { name: 'inbox-admin' }, payload },
    ]);
    expect(payload).toEqual({ kind: 'message', at: '2026-11-20T09:00:00.000Z' });
  });

  it('does not publish to what is no channel', async () => {
    const { world, wix } = await setup();
    await world.asCaller('nobody', async () => {
      const payload = { kind: 'message', at: '' } as const;
      const error = await errorOf(wix.publish({ name: 'in box' }, payload));
      expect(error.wixFailure?.operation).toBe('publish');
    });
    expect(await world.heard()).toEqual([]);
  });
}
