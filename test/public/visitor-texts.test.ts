// The texts that visitors read.
import { expect, test } from 'vitest';
import { CHAT_TEXTS } from 'public/inbox-chat-texts';
import { INBOX_ERRORS } from 'public/inbox-errors';

const TEXTS = { ...INBOX_ERRORS, ...CHAT_TEXTS.en };

test.for(Object.entries(TEXTS))('%s does not name Wix', ([, text]) => {
  expect(text).not.toMatch(/wix/i);
});

test.for([
  'SESSION_EXPIRED',
  'IDENTITY_UNKNOWN',
  'IDENTITY_CHANGED',
  'BLOCKED',
  'UNCONFIRMED',
  'UNCLEAR',
  'KEY_REUSED',
  'BUSY',
  'TOO_MANY_MESSAGES',
  'TRY_LATER',
  'TICKET_REQUIRED',
  'TICKET_EXPIRED',
  'TICKET_TOO_EARLY',
  'SEND_LOG_MISSING',
  'INBOX_INSTANCE_NOT_FOUND',
  'INVALID_MEDIA_URL',
  'PERMISSION_DENIED',
  'REFUSED_BY_WIX',
  'UNEXPECTED',
  'outcomeUnclear',
  'confirmationFailed',
  'uploadFailed',
  'uploadLost',
] as const)('%s says what to do next', (name) => {
  expect(TEXTS[name]).toMatch(/\b(Please|Send it again|Log in)\b/);
});
