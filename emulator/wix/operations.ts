// Lists every operation of the emulated Wix, and the tables they need.
import { APP_INSTANCE_OPERATIONS } from './apps/app-instances.ts';
import { APPS_TABLES } from './apps/tables.ts';
import { BLOG_OPERATIONS } from './blog/likes.ts';
import { POST_OPERATIONS } from './blog/posts.ts';
import { LIKES_TABLES, POSTS_TABLES } from './blog/tables.ts';
import { CAPTCHA_OPERATIONS } from './captcha/captcha.ts';
import { CAPTCHA_TABLES } from './captcha/tables.ts';
import { CONTACT_OPERATIONS } from './contacts/contacts.ts';
import { BULK_CONTACT_OPERATIONS } from './contacts/bulk-contacts.ts';
import { CONTACT_CHANGE_OPERATIONS } from './contacts/contact-changes.ts';
import { EXTENDED_FIELD_OPERATIONS } from './contacts/extended-fields.ts';
import { LABEL_OPERATIONS } from './contacts/labels.ts';
import { SUBMITTED_CONTACT_OPERATIONS } from './contacts/submitted-contacts.ts';
import { CONTACTS_TABLES } from './contacts/tables.ts';
import { COLLECTION_OPERATIONS } from './data/collection-operations.ts';
import { DATA_OPERATIONS } from './data/items.ts';
import { DATA_TABLES } from './data/tables.ts';
import { EMAIL_SUBSCRIPTION_OPERATIONS } from './email-subscriptions/email-subscriptions.ts';
import { EMAIL_SUBSCRIPTIONS_TABLES } from './email-subscriptions/tables.ts';
import { EVENTS_TABLES } from './core/events.ts';
import { CONVERSATION_OPERATIONS } from './inbox/conversations.ts';
import { MESSAGE_OPERATIONS } from './inbox/messages.ts';
import { INBOX_TABLES } from './inbox/tables.ts';
import { MEMBER_MANAGEMENT_OPERATIONS } from './members/manage-members.ts';
import { MEMBER_OPERATIONS } from './members/members.ts';
import { MEMBER_UPDATE_OPERATIONS } from './members/update-member.ts';
import { MEDIA_OPERATIONS } from './media/files.ts';
import { MEDIA_TABLES } from './media/tables.ts';
import { MEMBERS_TABLES } from './members/tables.ts';
import { REDIRECT_OPERATIONS } from './oauth/redirect-sessions.ts';
import { OAUTH_TABLES } from './oauth/tables.ts';
import { OAUTH_OPERATIONS } from './oauth/token-endpoints.ts';
import type { Operation } from './core/operation.ts';
import { REALTIME_OPERATIONS } from './realtime/publish.ts';
import { SITE_PROPERTY_OPERATIONS } from './site/properties.ts';
import { SITE_TABLES } from './site/tables.ts';
import { SECRET_OPERATIONS } from './secrets/secrets.ts';
import { SECRETS_TABLES } from './secrets/tables.ts';
import { WEBHOOKS_TABLES } from './webhooks/tables.ts';
import { TRIGGERED_EMAIL_TABLES } from './triggered-emails/tables.ts';
import { TRIGGERED_EMAIL_OPERATIONS } from './triggered-emails/triggered-emails.ts';

/** Every operation of the emulated Wix. */
export const OPERATIONS: readonly Operation[] = [
  ...OAUTH_OPERATIONS,
  ...APP_INSTANCE_OPERATIONS,
  ...REDIRECT_OPERATIONS,
  ...CONVERSATION_OPERATIONS,
  ...MESSAGE_OPERATIONS,
  ...CONTACT_OPERATIONS,
  ...CONTACT_CHANGE_OPERATIONS,
  ...BULK_CONTACT_OPERATIONS,
  ...LABEL_OPERATIONS,
  ...EXTENDED_FIELD_OPERATIONS,
  ...EMAIL_SUBSCRIPTION_OPERATIONS,
  ...SUBMITTED_CONTACT_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...MEMBER_MANAGEMENT_OPERATIONS,
  ...MEMBER_UPDATE_OPERATIONS,
  ...BLOG_OPERATIONS,
  ...POST_OPERATIONS,
  ...REALTIME_OPERATIONS,
  ...DATA_OPERATIONS,
  ...COLLECTION_OPERATIONS,
  ...SECRET_OPERATIONS,
  ...MEDIA_OPERATIONS,
  ...SITE_PROPERTY_OPERATIONS,
  ...CAPTCHA_OPERATIONS,
  ...TRIGGERED_EMAIL_OPERATIONS,
];

/** The SQL statements that create the tables of every API. */
export const TABLES = [
  ...OAUTH_TABLES,
  ...APPS_TABLES,
  ...EVENTS_TABLES,
  ...CONTACTS_TABLES,
  ...EMAIL_SUBSCRIPTIONS_TABLES,
  ...MEMBERS_TABLES,
  ...INBOX_TABLES,
  ...LIKES_TABLES,
  ...POSTS_TABLES,
  ...DATA_TABLES,
  ...SECRETS_TABLES,
  ...MEDIA_TABLES,
  ...SITE_TABLES,
  ...CAPTCHA_TABLES,
  ...TRIGGERED_EMAIL_TABLES,
  ...WEBHOOKS_TABLES,
];
