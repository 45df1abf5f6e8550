// A registered app, for the tests of what apps may do.
import { generateKeyPairSync } from 'node:crypto';
import type { OperationContext } from '../../../../emulator/wix/core/context.ts';
import { writeApp, type App } from '../../../../emulator/wix/apps/apps.ts';

const KEYS = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** An app with both scopes of Inbox. */
export const TICKETS: App = {
  id: '00000000-0000-4000-8000-00000000aaa1',
  secret: 'a-sample-secret',
  instanceId: '00000000-0000-4000-8000-00000000bbb1',
  name: 'Tickets',
  scopes: ['SCOPE.DC-INBOX.READ-MSGS', 'SCOPE.DC-INBOX.MANAGE-MSGS'],
  redirectUris: ['http://localhost:3000/callback'],
  webhooks: [],
  ...KEYS,
};
/** Another app, without scopes. */
export const OTHER_APP: App = {
  ...TICKETS,
  id: '00000000-0000-4000-8000-00000000aaa2',
  secret: 'another-secret',
  instanceId: '00000000-0000-4000-8000-00000000bbb2',
  scopes: [],
};

/** Registers both apps; call it inside a transaction. */
export function registerApps(context: OperationContext): void {
  writeApp(context, TICKETS);
  writeApp(context, OTHER_APP);
}
