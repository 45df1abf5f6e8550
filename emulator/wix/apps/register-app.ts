// Reads the registration of an app, by the seed or by a control route, and completes it: secret, instance and key pair.
import { createPrivateKey, createPublicKey, generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { EVENT_TYPES, type EventName } from '../core/event-types.ts';
import type { App } from './apps.ts';

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const Guid = v.pipe(v.string(), v.uuid());
/** RSA keys below 2048 bits cannot sign RS256 with Wix's SDK. */
const MIN_KEY_BITS = 2048;
const EVENT_NAMES = Object.keys(EVENT_TYPES);

const Webhook = v.strictObject({
  url: v.pipe(
    Text,
    v.check(
      isOfThisMachine,
      'must be an http or https URL of this machine: localhost or 127.0.0.1',
    ),
  ),
  events: v.exactOptional(
    v.pipe(
      v.array(
        v.custom<EventName>(
          (value) => typeof value === 'string' && EVENT_NAMES.includes(value),
          `must be one of ${EVENT_NAMES.join(', ')}`,
        ),
      ),
      v.minLength(1),
    ),
  ),
});

/** The schema of an app's registration. All but the id has a default. */
export const AppInput = v.strictObject({
  id: Guid,
  secret: v.exactOptional(Text),
  instanceId: v.exactOptional(Guid),
  name: v.exactOptional(Text),
  scopes: v.exactOptional(
    v.pipe(
      v.array(v.pipe(Text, v.startsWith('SCOPE.', 'must be the id of a scope: SCOPE.…'))),
      v.maxLength(100),
    ),
  ),
  redirectUris: v.exactOptional(
    v.pipe(v.array(v.pipe(Text, v.check(isUrl, 'must be an absolute URL'))), v.maxLength(20)),
  ),
  webhooks: v.exactOptional(v.pipe(v.array(Webhook), v.maxLength(20))),
  /** The RSA key with which webhooks are signed: PEM, PKCS #8. */
  privateKey: v.exactOptional(
    v.pipe(
      v.string(),
      v.maxLength(10_000),
      v.check(isRsaKey, `must be an RSA key of at least ${String(MIN_KEY_BITS)} bits, as PEM`),
    ),
  ),
});
/** An app's registration. */
export type AppInput = v.InferOutput<typeof AppInput>;

/** The schema of several registrations, which cannot share an id or an instance. */
export const AppsInput = v.pipe(
  v.array(AppInput),
  v.maxLength(100),
  v.check((apps) => isUnique(apps.map(({ id }) => id)), 'two apps have the same id'),
  v.check(
    (apps) => isUnique(apps.flatMap(({ instanceId }) => instanceId ?? [])),
    'two apps have the same instanceId',
  ),
);

/** The completed registrations of a seed, so that a reset to the seed keeps what was made up. */
const completed = new WeakMap<AppInput, Promise<App>>();

/**
 * Completes a registration. What it leaves out is taken from `registered`, the app of this id so far, or else made up:
 * a secret, an instance id and an RSA key pair; no scopes, redirect URIs and webhooks. The same registration object is
 * completed in the same way each time. Generating keys takes some 100 ms, so call it before the transaction that stores
 * the app.
 */
export function completeApp(input: AppInput, registered?: App): Promise<App> {
  if (registered) {
    return createApp(input, registered);
  }
  const app = completed.get(input) ?? createApp(input);
  completed.set(input, app);
  return app;
}

async function createApp(input: AppInput, registered?: App): Promise<App> {
  const name = input.name ?? registered?.name;
  const privateKey = input.privateKey ?? registered?.privateKey ?? (await generatePrivateKey());
  return {
    id: input.id,
    secret: input.secret ?? registered?.secret ?? randomUUID(),
    instanceId: input.instanceId ?? registered?.instanceId ?? randomUUID(),
    ...(name === undefined ? {} : { name }),
    scopes: input.scopes ?? registered?.scopes ?? [],
    redirectUris: input.redirectUris ?? registered?.redirectUris ?? [],
    webhooks: input.webhooks ?? registered?.webhooks ?? [],
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    privateKey,
  };
}

async function generatePrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MIN_KEY_BITS });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function isRsaKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return (
      asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_KEY_BITS
    );
  } catch {
    return false;
  }
}

function isUrl(text: string): boolean {
  return URL.canParse(text);
}

function isOfThisMachine(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, hostname } = new URL(text);
  return (
    ['http:', 'https:'].includes(protocol) &&
    (['localhost', '[::1]'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname))
  );
}

function isUnique(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
