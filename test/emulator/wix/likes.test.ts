import { expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { APP, errorCodeOf, openWix, OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const POST_ID = '00000000-0000-4000-8000-000000000777';
const MEMBER: Identity = {
  kind: 'member',
  id: '00000000-0000-4000-8000-000000000088',
  contactId: '00000000-0000-4000-8000-000000000089',
  roles: [],
};

interface LikeResponse {
  readonly like: { readonly id: string; readonly entityId: string; readonly fqdn: string };
}

function setup() {
  const opened = openWix();
  const like = (identity: Identity, fqdn = 'wix.blog.v3.post') =>
    opened.call<LikeResponse>(identity, 'POST', PATH, { like: { entityId: POST_ID, fqdn } });
  return { ...opened, like };
}

const PATH = '/blog/v1/likes';

it.each([
  ['visitor', visitor(1), { anonymousVisitorId: visitor(1).id }],
  ['member', MEMBER, { memberId: MEMBER.id }],
])('a like by a %s raises post-liked with their id', async (_kind, identity, liker) => {
  const { like, events } = setup();
  const { status, json } = await like(identity);
  expect(status).toBe(200);
  expect(json.like).toMatchObject({ entityId: POST_ID, fqdn: 'wix.blog.v3.post' });
  expect(await events()).toMatchObject([{ name: 'post-liked', entityId: POST_ID }]);
  expect((await events())[0]?.data).toEqual({ postId: POST_ID, ...liker });
});

it('a like of another entity than a post raises no event', async () => {
  const { like, events } = setup();
  expect((await like(visitor(1), 'wix.comments.v1.comment')).status).toBe(200);
  expect(await events()).toEqual([]);
});

it('a visitor can like an entity only once, and other visitors can too', async () => {
  const { like } = setup();
  await like(visitor(1));
  const again = await like(visitor(1));
  expect([again.status, errorCodeOf(again.json)]).toEqual([409, 'ALREADY_EXISTS']);
  expect((await like(visitor(2))).status).toBe(200);
});

it('only the visitor who likes a post can read and delete the like', async () => {
  const { call, like, events } = setup();
  const { id } = (await like(visitor(1))).json.like;
  const path = `${PATH}/${id}?likeId=${id}`;
  expect((await call(visitor(1), 'GET', path)).json).toMatchObject({
    like: { id, entityId: POST_ID },
  });
  expect((await call(visitor(2), 'GET', path)).status).toBe(404);
  expect((await call(visitor(2), 'DELETE', path)).status).toBe(404);
  expect(await call(visitor(1), 'DELETE', path)).toEqual({ status: 200, json: {} });
  expect((await call(visitor(1), 'DELETE', path)).status).toBe(404);
  expect((await events()).map(({ name }) => name)).toEqual(['post-liked', 'post-unliked']);
  expect((await like(visitor(1))).status).toBe(200);
});

it('refuses a like by an app and by the site owner', async () => {
  const { like } = setup();
  expect((await like(APP)).status).toBe(403);
  expect((await like(OWNER)).status).toBe(403);
});

it('refuses a like without entityId and fqdn', async () => {
  const { call } = setup();
  const { status, json } = await call(visitor(1), 'POST', PATH, { like: {} });
  expect(status).toBe(400);
  expect(json).toMatchObject({
    details: {
      validationError: { fieldViolations: [{ field: 'like.entityId' }, { field: 'like.fqdn' }] },
    },
  });
});
