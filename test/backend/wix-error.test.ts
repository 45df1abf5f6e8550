import { expect, it } from 'vitest';
import { InboxError } from 'backend/inbox/error';
import {
  callWix,
  fromWixError,
  NEVER_REACHED,
  WIX_CODES,
  WIX_STATUSES,
} from 'backend/inbox/wix/error';
import { INBOX_ERRORS } from 'public/inbox-errors';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';

it.each(Object.entries(WIX_CODES))('translates %s to %s', (wixCode, code) => {
  const error = fromWixError(wixFailure(400, wixCode), 'sendMessage');
  expect(error).toMatchObject({
    code,
    wixFailure: { operation: 'sendMessage', status: 400, wixCode, nothingDone: true },
  });
  expect(Object.keys(INBOX_ERRORS)).toContain(code);
});

it.each(Object.entries(WIX_STATUSES))('translates the status %s to %s', (status, code) => {
  const error = fromWixError(wixFailure(Number(status)), 'sendMessage');
  expect(error).toMatchObject({ code, wixFailure: { status: Number(status), nothingDone: true } });
  expect(error.wixFailure).not.toHaveProperty('wixCode');
});

it.each(NEVER_REACHED.filter((cause) => cause !== 'NO_CONTEXT'))(
  'returns TRY_LATER with nothingDone for %s',
  (cause) => {
    expect(fromWixError(networkFailure(cause), 'sendMessage')).toMatchObject({
      code: 'TRY_LATER',
      retryAfter: 5,
      wixFailure: { cause, nothingDone: true },
    });
  },
);

it.each([
  ['500', wixFailure(500), 'TRY_LATER', {}],
  ['504', wixFailure(504), 'TRY_LATER', {}],
  ['409', wixFailure(409, 'ALREADY_EXISTS'), 'REFUSED_BY_WIX', { wixCode: 'ALREADY_EXISTS' }],
  ['ECONNRESET', networkFailure('ECONNRESET'), 'TRY_LATER', { cause: 'ECONNRESET' }],
  ['a lost connection', new TypeError('fetch failed'), 'TRY_LATER', { cause: 'NO_ANSWER' }],
  ['text', 'canary', 'TRY_LATER', { cause: 'NO_ANSWER' }],
  ['null', null, 'TRY_LATER', { cause: 'NO_ANSWER' }],
  ['an invalid code', { code: 'a b\nc' }, 'TRY_LATER', { cause: 'NO_ANSWER' }],
] as const)('does not claim that nothing was done after %s', (_, thrown, code, failure) => {
  const error = fromWixError(thrown, 'sendMessage');
  expect(error).toMatchObject({ code, wixFailure: { ...failure, nothingDone: false } });
});

it.each([
  ['openConversation', 'PARTICIPANT_NOT_FOUND'],
  ['getContact', 'CONTACT_NOT_FOUND'],
  ['memberOfContact', 'CONTACT_NOT_FOUND'],
  ['getConversation', 'CONVERSATION_NOT_FOUND'],
  ['sendMessage', 'CONVERSATION_NOT_FOUND'],
  ['listMessages', 'CONVERSATION_NOT_FOUND'],
] as const)('returns the code of what is missing if %s returns 404', (operation, code) => {
  expect(fromWixError(wixFailure(404), operation).code).toBe(code);
  expect(fromWixError(wixFailure(404, 'NOT_FOUND'), operation).code).toBe(code);
  expect(fromWixError(wixFailure(404, 'INBOX_INSTANCE_NOT_FOUND'), operation).code).toBe(
    'INBOX_INSTANCE_NOT_FOUND',
  );
});

it("keeps nothing of Wix's error message", () => {
  const error = fromWixError(
    wixFailure(400, 'canary is not a code', { email: 'canary' }),
    'sendMessage',
  );
  expect(JSON.stringify({ ...error, message: error.message })).not.toMatch(/canary|person/);
});

it('returns an InboxError unchanged', () => {
  const error = new InboxError('BUSY');
  expect(fromWixError(error, 'sendMessage')).toBe(error);
});

it('returns NO_CONTEXT if the SDK returns a function', async () => {
  const raw = async () => () => 'a function';
  await expect(callWix('sendMessage', raw)).rejects.toMatchObject({
    code: 'UNEXPECTED',
    wixFailure: { cause: 'NO_CONTEXT', nothingDone: true },
  });
});
