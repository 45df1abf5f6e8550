// Emulates the apps that are installed on the site: their credentials, scopes and webhooks, as the app dashboard shows
// them. Not emulated: installing an app by its link, versions, app extensions.
import type { DatabaseContext } from '../core/context.ts';
import type { EventName } from '../core/event-types.ts';
import { readDocument } from '../../database/documents.ts';
import { InputError } from '../../http/input-error.ts';

/** A webhook of an app: where Wix delivers events, and which. */
export interface Webhook {
  /** An address of this machine. */
  readonly url: string;
  /** The events to deliver; absent: every event. */
  readonly events?: readonly EventName[];
}

/** An app that is installed on the emulated site. An OAuth client of a self-hosted (headless) site is one, too. */
export interface App {
  /** The app id, and the client id of its tokens. A GUID. */
  readonly id: string;
  /** The app secret key. */
  readonly secret: string;
  /** The id of the app's instance on the emulated site. A GUID. */
  readonly instanceId: string;
  readonly name?: string;
  /** The permission scopes that the app has: `SCOPE.DC-INBOX.READ-MSGS`. */
  readonly scopes: readonly string[];
  /** The addresses to which a log-in may return. */
  readonly redirectUris: readonly string[];
  readonly webhooks: readonly Webhook[];
  /** The public key that verifies what Wix sends to the app: PEM, SPKI, RSA. */
  readonly publicKey: string;
  /** The key with which Wix signs what it sends to the app: PEM, PKCS #8, RSA. Never in a response or a log. */
  readonly privateKey: string;
}

interface AppRow {
  readonly id: string;
  readonly secret: string;
  readonly instance_id: string;
  readonly name: string | null;
  readonly scopes: string;
  readonly redirect_uris: string;
  readonly webhooks: string;
  readonly public_key: string;
  readonly private_key: string;
}

/** Returns the app with an id; undefined if none is registered. */
export function findApp({ database }: DatabaseContext, id: string): App | undefined {
  const row = database.get<AppRow>('select * from apps where id = ?', id);
  return row && toApp(row);
}

/** Returns the registered apps, ordered by id. */
export function listApps({ database }: DatabaseContext): readonly App[] {
  return database.all<AppRow>('select * from apps order by id').map(toApp);
}

/**
 * Registers an app, or replaces the app with its id; call it inside a transaction.
 * @throws {InputError} if another app has its instance
 */
export function writeApp({ database }: DatabaseContext, app: App): void {
  const other = database.get<{ readonly id: string }>(
    'select id from apps where instance_id = ? and id <> ?',
    app.instanceId,
    app.id,
  );
  if (other) {
    throw new InputError(
      `instanceId: ${app.instanceId} belongs to the app ${other.id}; each app has an instance of its own`,
    );
  }
  database.run('delete from apps where id = ?', app.id);
  database.run(
    `insert into apps (id, secret, instance_id, name, scopes, redirect_uris, webhooks, public_key, private_key)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    app.id,
    app.secret,
    app.instanceId,
    app.name ?? null,
    JSON.stringify(app.scopes),
    JSON.stringify(app.redirectUris),
    JSON.stringify(app.webhooks),
    app.publicKey,
    app.privateKey,
  );
}

/** Removes every app; call it inside a transaction. */
export function deleteApps({ database }: DatabaseContext): void {
  database.run('delete from apps');
}

function toApp(row: AppRow): App {
  return {
    id: row.id,
    secret: row.secret,
    instanceId: row.instance_id,
    ...(row.name === null ? {} : { name: row.name }),
    scopes: readDocument<readonly string[]>(row.scopes),
    redirectUris: readDocument<readonly string[]>(row.redirect_uris),
    webhooks: readDocument<readonly Webhook[]>(row.webhooks),
    publicKey: row.public_key,
    privateKey: row.private_key,
  };
}
