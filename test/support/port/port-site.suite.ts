// The part of the port suite about the site's secrets, Realtime channels and CAPTCHAs.
import { expect, it, onTestFinished } from 'vitest';
import { errorOf, type PortHarness } from './port-harness.ts';

/** Runs the suite with a new harness for each test: secrets, channels and CAPTCHAs. */
export function testPortSite({ create }: { readonly create: () => Promise<PortHarness> }): void {
  async function setup() {
    const harness = await create();
    onTestFinished(() => harness.close());
    return { harness, wix: harness.wix };
  }

  it('secret returns a secret for any caller, and undefined if it does not exist', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    for (const caller of [{ visitorId }, 'event-handler'] as const) {
      await harness.runAs(caller, async () => {
        expect(await wix.secret('TestSecret')).toBe('of the test');
        expect(await wix.secret('NoSecret')).toBeUndefined();
      });
    }
  });

  it('publish sends to a channel and to a resource, for any caller', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const payload = { kind: 'message', at: '2026-11-20T09:00:00.000Z' } as const;
    const resource = { name: 'inbox', resourceId: 'some-resource' };
    await harness.runAs({ visitorId }, () => wix.publish(resource, payload));
    await harness.runAs('event-handler', () => wix.publish({ name: 'inbox-admin' }, payload));
    expect(await harness.listPublished()).toEqual([
      { channel: resource, payload },
      { channel: { name: 'inbox-admin' }, payload },
    ]);
    expect(payload).toEqual({ kind: 'message', at: '2026-11-20T09:00:00.000Z' });
  });

  it('publish rejects an invalid channel name', async () => {
    const { harness, wix } = await setup();
    await harness.runAs('event-handler', async () => {
      const payload = { kind: 'message', at: '' } as const;
      const error = await errorOf(wix.publish({ name: 'in box' }, payload));
      expect(error.wixFailure?.operation).toBe('publish');
    });
    expect(await harness.listPublished()).toEqual([]);
  });

  it('authorizeCaptcha accepts a token once, and no other', async () => {
    const { harness, wix } = await setup();
    const visitorId = await harness.createVisitor();
    const token = await harness.solveCaptcha();
    await harness.runAs({ visitorId }, async () => {
      await wix.authorizeCaptcha(token);
      for (const refused of [token, 'x', `${token}x`]) {
        const { code, wixFailure } = await errorOf(wix.authorizeCaptcha(refused));
        expect([code, wixFailure?.status]).toEqual(['CAPTCHA_REQUIRED', 400]);
      }
    });
  });
}
