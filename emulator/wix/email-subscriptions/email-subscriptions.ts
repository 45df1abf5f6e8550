// Emulates Wix's Email Subscriptions: who agreed to marketing emails. Not emulated: unsubscribe links, reading a
// subscription by its id, the event of a changed subscription.
import * as meta from '@wix/auto_sdk_email-subscriptions_email-subscriptions/meta';
import { withEmailStatus } from '../contacts/contact-document.ts';
import { findContactIdsByEmail, requireContact, writeContact } from '../contacts/contact-store.ts';
import { emailKey } from '../contacts/lookup-keys.ts';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation, type RestRequest } from '../core/operation.ts';
import { describeType, quoteName } from '../core/query/operators.ts';
import { isRecord } from '../core/validation/violations.ts';
import { WixValidationError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import {
  type EmailSubscription,
  readSubscription,
  type SubscriptionStatus,
  writeSubscription,
} from './subscription-store.ts';

const rules = loadRules('email-subscriptions');
const DOCS = 'https://dev.wix.com/docs/rest/crm/communication/email-subscriptions';
const CALLERS = ['app', 'user'] as const;
/** The most subscriptions of a page, and the default (assumed: the package documents neither). */
const PAGE_SIZE = 100;

type Given = NonNullable<RestRequest<typeof meta.upsertEmailSubscription>['subscription']>;

/** Returns whether a status is given: `UNKNOWN` is the empty value of the enum. */
function isKnown(status: Given['subscriptionStatus']): status is SubscriptionStatus {
  return status !== undefined && status !== 'UNKNOWN';
}

/**
 * Updates or creates the subscription of an email address, and shows its statuses on the contacts whose primary address
 * it is. Assumed: a status that is not given stays, and the contacts get neither a revision nor an event.
 */
function upsertSubscription(
  context: OperationContext,
  { email = '', subscriptionStatus, deliverabilityStatus }: Given,
): EmailSubscription {
  const now = context.now().toISOString();
  const existing = readSubscription(context, email);
  const subscription: EmailSubscription = {
    id: existing?.id ?? context.id(),
    email: existing?.email ?? email,
    subscriptionStatus: isKnown(subscriptionStatus)
      ? subscriptionStatus
      : (existing?.subscriptionStatus ?? 'NOT_SET'),
    deliverabilityStatus: deliverabilityStatus ?? existing?.deliverabilityStatus ?? 'NOT_SET',
    createdDate: existing?.createdDate ?? now,
    updatedDate: now,
  };
  writeSubscription(context, subscription);
  for (const id of findContactIdsByEmail(context, email)) {
    writeContact(context, withEmailStatus(context, requireContact(context, id)));
  }
  return subscription;
}

/**
 * Reads the addresses of a filter `{ email: { $in: [...] } }`, the only one that Wix supports.
 * @throws {WixValidationError} that says what came
 * @see {@link DOCS}/query-email-subscriptions
 */
function readEmails(filter: unknown): readonly string[] {
  const condition = isRecord(filter) ? filter['email'] : undefined;
  const emails: unknown = isRecord(condition) ? condition['$in'] : undefined;
  const names = [filter, condition].flatMap((part) => (isRecord(part) ? Object.keys(part) : []));
  const other = names.find((name) => name !== 'email' && name !== '$in');
  if (other !== undefined || !Array.isArray(emails)) {
    throw invalidFilter(other === undefined ? describeType(emails) : quoteName(other));
  }
  return emails.map((email: unknown) => {
    if (typeof email !== 'string') {
      throw invalidFilter(describeType(email));
    }
    return email;
  });
}

function invalidFilter(received: string): WixValidationError {
  return new WixValidationError([
    {
      field: 'filter',
      description: `received ${received}; only { "email": { "$in": [texts] } } is supported`,
      violatedRule: 'VALIDATION',
    },
  ]);
}

/** @throws {WixValidationError} if the number is not an integer between the bounds */
function readCount(
  value: number | null | undefined,
  { field, min, max, fallback }: { field: string; min: number; max: number; fallback: number },
): number {
  const count = value ?? fallback;
  if (!Number.isInteger(count) || count < min || count > max) {
    throw new WixValidationError([
      {
        field,
        description: `received ${String(count)}; expected an integer from ${String(min)} to ${String(max)}`,
        violatedRule: 'VALIDATION',
      },
    ]);
  }
  return count;
}

/** The emulated operations of Email Subscriptions. */
export const EMAIL_SUBSCRIPTION_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'upsertEmailSubscription',
    meta: meta.upsertEmailSubscription,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/upsert-email-subscription`,
    notes:
      'Assumed: a status that is not given stays, and a contact whose status changes gets neither a revision nor an event.',
    run: (context, { subscription = {} }) => ({
      subscription: upsertSubscription(context, subscription),
    }),
  }),
  defineOperation({
    rules,
    method: 'bulkUpsertEmailSubscription',
    meta: meta.bulkUpsertEmailSubscription,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/bulk-upsert-email-subscription`,
    notes: 'Assumed: a subscription without an address fails alone, with INVALID_ARGUMENT.',
    run(context, { subscriptions }) {
      const results = subscriptions.map((subscription, originalIndex) =>
        subscription.email
          ? { originalIndex, emailSubscription: upsertSubscription(context, subscription) }
          : {
              originalIndex,
              error: { errorCode: 'INVALID_ARGUMENT', message: 'email must not be empty' },
            },
      );
      const totalFailure = results.filter((result) => 'error' in result).length;
      return {
        results,
        metadata: { totalSuccess: results.length - totalFailure, totalFailure },
      };
    },
  }),
  defineOperation({
    rules,
    method: 'queryEmailSubscriptions',
    meta: meta.queryEmailSubscriptions,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/query-email-subscriptions`,
    notes: 'Assumed: the order of the addresses in the filter, a page of 100, and the refusals.',
    run(context, { filter, paging = {} }) {
      const emails = new Map(readEmails(filter).map((email) => [emailKey(email), email]));
      const limit = readCount(paging.limit, {
        field: 'paging.limit',
        min: 1,
        max: PAGE_SIZE,
        fallback: PAGE_SIZE,
      });
      const offset = readCount(paging.offset, {
        field: 'paging.offset',
        min: 0,
        max: Number.MAX_SAFE_INTEGER,
        fallback: 0,
      });
      const found = [...emails.values()].flatMap((email) => readSubscription(context, email) ?? []);
      const subscriptions = found.slice(offset, offset + limit);
      const metadata = {
        count: subscriptions.length,
        offset,
        total: found.length,
        tooManyToCount: false,
      };
      return { subscriptions, metadata };
    },
  }),
];
