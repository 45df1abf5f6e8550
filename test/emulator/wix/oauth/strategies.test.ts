import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { members } from '@wix/members';
import { OAuthStrategy } from '@wix/sdk/auth/oauth2';
import { SiteSessionAuth } from '@wix/sdk/auth/site-session';
import { createClient } from '@wix/sdk/client';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../../emulator/backend/request-context.ts';
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import { issueToken } from '../../../../emulator/wix/oauth/tokens.ts';
import { APP, UNKNOWN_ID, openWix, visitor } from '../../../support/emulator/wix/open-wix.ts';

// The unmodified auth strategies of Wix's SDK, which request tokens with the global fetch.

const FOUR_HOURS_SECONDS = 4 * 60 * 60;
const CLIENT_ID = '00000000-0000-4000-8000-00000000c11e';
const OTHER_CLIENT_ID = '00000000-0000-4000-8000-00000000c11f';

function setup() {
  const opened = openWix();
  const { wix } = opened;
  onTestFinished(installContexts());
  return {
    ...opened,
    /** Runs a program that is not part of a site. */
    runProgram: <T>(work: () => Promise<T>): Promise<T> =>
      runInContext({ elevatedToken: '', handleRequest: wix.handleRequest }, work),
    calls: () =>
      wix.requests.list().map(({ operation, status }) => `${operation} ${String(status)}`),
  };
}

it('OAuthStrategy creates one visitor for all calls', async () => {
  const { runProgram, calls, wix } = setup();
  await runProgram(async () => {
    const client = createClient({
      auth: OAuthStrategy({ clientId: CLIENT_ID }),
      modules: { conversations, members },
    });
    const participant = { anonymousVisitorId: UNKNOWN_ID };
    await expect(client.conversations.getOrCreateConversation(participant)).rejects.toMatchObject({
      status: 403,
    });
    await expect(client.members.getCurrentMember()).rejects.toMatchObject({ status: 404 });
  });
  expect(calls()).toEqual([
    'OAuth2.Token 200',
    'ConversationsService.GetOrCreateConversation 403',
    'Members.GetMyMember 404',
  ]);
  const [, first, second] = wix.requests.list();
  expect(first?.identity).toMatchObject({ kind: 'visitor' });
  expect(second?.identity).toEqual(first?.identity);
});

it('OAuthStrategy keeps the visitor of a refresh token', async () => {
  const { runProgram, calls, wix } = setup();
  await runProgram(async () => {
    const strategy = OAuthStrategy({ clientId: CLIENT_ID });
    const tokens = await strategy.generateVisitorTokens();
    const later = OAuthStrategy({
      clientId: CLIENT_ID,
      tokens: { accessToken: { value: '', expiresAt: 0 }, refreshToken: tokens.refreshToken },
    });
    const client = createClient({ auth: later, modules: { members } });
    await expect(client.members.getCurrentMember()).rejects.toMatchObject({ status: 404 });
    expect(tokens.accessToken.expiresAt).toBeGreaterThan(
      Date.now() / 1000 + FOUR_HOURS_SECONDS - 60,
    );
  });
  expect(calls()).toEqual(['OAuth2.Token 200', 'OAuth2.Token 200', 'Members.GetMyMember 404']);
  const subjects = wix.database.all<{ readonly subject_id: string }>(
    `select distinct subject_id from tokens where kind = 'visitor'`,
  );
  expect(subjects).toHaveLength(1);
});

it('OAuthStrategy of another client cannot renew a visitor’s token, and gets a new visitor', async () => {
  const { runProgram, calls, wix } = setup();
  await runProgram(async () => {
    const { refreshToken } = await OAuthStrategy({ clientId: CLIENT_ID }).generateVisitorTokens();
    const other = OAuthStrategy({ clientId: OTHER_CLIENT_ID });
    await expect(other.renewToken(refreshToken)).rejects.toThrow('issued to another client');
    await other.generateVisitorTokens({ refreshToken });
  });
  expect(calls()).toEqual([
    'OAuth2.Token 200',
    'OAuth2.Token 400',
    'OAuth2.Token 400',
    'OAuth2.Token 200',
  ]);
  const subjects = wix.database.all('select distinct subject_id from tokens');
  expect(subjects).toHaveLength(2);
});

it('SiteSessionAuth renews a visitor’s token without its client ID', async () => {
  const { runProgram, wix } = setup();
  await runProgram(async () => {
    const strategy = SiteSessionAuth({ clientId: CLIENT_ID });
    const { refreshToken } = await strategy.generateVisitorTokens();
    await strategy.renewToken(refreshToken);
  });
  expect(wix.database.all('select distinct subject_id from tokens')).toHaveLength(1);
});

it.each<[string, Identity]>([
  ['VISITOR', visitor(1)],
  ['MEMBER', { kind: 'member', id: UNKNOWN_ID, contactId: UNKNOWN_ID, roles: [] }],
  ['USER', { kind: 'user', id: UNKNOWN_ID }],
])(
  'auth.getTokenInfo() returns the subject type %s in a site’s backend',
  async (subjectType, identity) => {
    const { runAsWix, wix } = setup();
    const issue = (subject: Identity): Promise<string> =>
      runAsWix((context) => issueToken(context, subject).token);
    const session = {
      token: await issue(identity),
      elevatedToken: await issue(APP),
      handleRequest: wix.handleRequest,
    };
    expect(await runInContext(session, () => auth.getTokenInfo())).toMatchObject({
      active: true,
      subjectType,
      subjectId: identity.id,
    });
  },
);
