// Emulates Wix's triggered emails: an outbox instead of a mail server. Not emulated: the templates, their variables and
// quotas.
import * as v from 'valibot';
import { readDocument } from '../../database/documents.ts';
import { readContact } from '../contacts/contact-store.ts';
import { getContactIdOfVisitor } from '../contacts/contacts.ts';
import { withEmailStatus } from '../contacts/contact-document.ts';
import type { OperationContext } from '../core/context.ts';
import type { Operation } from '../core/operation.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import { WixApiError } from '../core/wix-error.ts';
import { findMemberById } from '../members/members.ts';

/** The most triggered emails that are kept. */
const MAX_EMAILS = 1_000;

const Id = v.pipe(v.string(), v.maxLength(100));
const SendInput = v.object({
  emailId: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  contactId: v.optional(Id),
  memberId: v.optional(Id),
  variables: v.optional(v.record(v.string(), v.string()), {}),
});

/** A triggered email in the outbox. */
export interface TriggeredEmail {
  /** The id of the template. */
  readonly emailId: string;
  readonly to: string;
  readonly contactId: string;
  readonly memberId?: string;
  readonly variables: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly createdDate: string;
  /** False if the contact is unsubscribed: Wix does not send the email then. */
  readonly isSent: boolean;
}

/** A triggered email with its number since the last reset. */
export type ListedEmail = TriggeredEmail & { readonly id: number };

/** Returns the last triggered emails, 1,000 at most, the oldest first. */
export function listTriggeredEmails(
  { database }: Pick<OperationContext, 'database'>,
  limit = MAX_EMAILS,
): readonly ListedEmail[] {
  return database
    .all<{ readonly sequence: number; readonly document: string }>(
      'select sequence, document from triggered_emails order by sequence desc limit ?',
      limit,
    )
    .map(({ sequence, document }) => ({ id: sequence, ...readDocument<TriggeredEmail>(document) }))
    .toReversed();
}

function send(
  context: OperationContext,
  { emailId, contactId, memberId, variables }: v.InferOutput<typeof SendInput>,
): void {
  const recipient = findRecipient(context, contactId, memberId);
  checkRecipient(context, recipient);
  const contact = readContact(context, recipient.contactId);
  const email = contact && withEmailStatus(context, contact).primaryEmail;
  const to = recipient.loginEmail ?? email?.email;
  if (typeof to !== 'string') {
    throw new WixApiError(
      400,
      'INVALID_ARGUMENT',
      `contactId: the contact ${recipient.contactId} has no email address`,
    );
  }
  const entry: TriggeredEmail = {
    emailId,
    to,
    contactId: recipient.contactId,
    ...(memberId === undefined ? {} : { memberId }),
    variables,
    createdDate: context.now().toISOString(),
    isSent: email?.subscriptionStatus !== 'UNSUBSCRIBED',
  };
  context.database.run('insert into triggered_emails (document) values (?)', JSON.stringify(entry));
  context.database.run(
    `delete from triggered_emails where sequence <= (select max(sequence) from triggered_emails) - ?`,
    MAX_EMAILS,
  );
}

interface Recipient {
  readonly contactId: string;
  readonly loginEmail?: string;
}

/** @throws {WixApiError} 404 for an unknown contact or member, 400 without or with both ids */
function findRecipient(
  context: OperationContext,
  contactId: string | undefined,
  memberId: string | undefined,
): Recipient {
  if ((contactId === undefined) === (memberId === undefined)) {
    throw new WixApiError(
      400,
      'INVALID_ARGUMENT',
      'exactly one of contactId and memberId is required',
    );
  }
  const member = memberId === undefined ? undefined : findMemberById(context, memberId);
  if (memberId !== undefined && !member) {
    throw new WixApiError(404, 'MEMBER_NOT_FOUND', `memberId: there is no member ${memberId}`);
  }
  if (member) {
    return {
      contactId: member.contactId,
      ...(typeof member.loginEmail === 'string' ? { loginEmail: member.loginEmail } : {}),
    };
  }
  if (contactId === undefined || !readContact(context, contactId)) {
    throw new WixApiError(
      404,
      'CONTACT_NOT_FOUND',
      `contactId: there is no contact ${contactId ?? ''}`,
    );
  }
  return { contactId };
}

/** Refuses a page's email to anyone but its visitor or member. @throws {WixApiError} 403 */
function checkRecipient(context: OperationContext, { contactId }: Recipient): void {
  const { identity } = context;
  const own =
    identity?.kind === 'visitor'
      ? getContactIdOfVisitor(context, identity.id)
      : identity?.kind === 'member'
        ? identity.contactId
        : contactId;
  if (own !== contactId) {
    throw new WixApiError(
      403,
      'PERMISSION_DENIED',
      'A page can send a triggered email only to its own visitor or member; call the backend module',
    );
  }
}

/** The emulated operations of triggered emails. */
export const TRIGGERED_EMAIL_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    api: 'triggered emails',
    name: 'TriggeredEmails.Send',
    httpMethod: 'POST',
    paths: ['/emulated-triggered-emails/v1/send'],
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'assumed',
    source: 'https://dev.wix.com/docs/velo/apis/wix-crm-backend/triggered-emails/email-contact',
    notes:
      'Used by `wix-crm-backend`, `wix-crm`, `wix-crm-frontend` and `wix-users-backend`; Wix documents these modules, and no path. Documented: variables are text, an unsubscribed contact gets no email, and a page reaches only its own visitor or member. Assumed: the codes of errors, and that any email id exists.',
    schema: SendInput,
    run(context, request) {
      send(context, request);
      return {};
    },
  }),
];
