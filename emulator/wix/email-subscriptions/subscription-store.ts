// Stores email subscriptions in the database, by email address.
import type * as meta from '@wix/auto_sdk_email-subscriptions_email-subscriptions/meta';
import { readDocument } from '../../database/documents.ts';
import { emailKey } from '../contacts/lookup-keys.ts';
import type { DatabaseContext } from '../core/context.ts';
import type { FromWire } from '../core/operation.ts';

/** An email subscription as it is stored and returned. Dates are ISO strings. */
export type EmailSubscription = NonNullable<
  FromWire<
    ReturnType<typeof meta.upsertEmailSubscription>['__originalResponseType']
  >['subscription']
> & {
  readonly id: string;
  readonly email: string;
  readonly subscriptionStatus: SubscriptionStatus;
};

/** Whether a recipient agreed to marketing emails. */
export type SubscriptionStatus = 'NOT_SET' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';

/** Reads the subscription of an email address, ignoring case. */
export function readSubscription(
  context: DatabaseContext,
  email: string,
): EmailSubscription | undefined {
  const row = context.database.get<{ readonly document: string }>(
    'select document from email_subscriptions where email = ?',
    emailKey(email),
  );
  return row && readDocument<EmailSubscription>(row.document);
}

/** Creates or replaces the subscription of an email address. */
export function writeSubscription(context: DatabaseContext, subscription: EmailSubscription): void {
  context.database.run(
    `insert into email_subscriptions (email, document) values (?, ?)
     on conflict (email) do update set document = excluded.document`,
    emailKey(subscription.email),
    JSON.stringify(subscription),
  );
}
