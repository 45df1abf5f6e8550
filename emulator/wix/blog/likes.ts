// Wix Blog's likes: what makes `post-liked` and `post-unliked` happen. Leaves out the query, comments' events and posts themselves.
import * as meta from '@wix/auto_sdk_blog_likes/meta';
import type { Call } from '../core/context.ts';
import { operation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';

const DOCS = 'https://dev.wix.com/docs/api-reference/business-solutions/blog/likes';
const POST = 'wix.blog.v3.post';
const rules = loadRules('likes');

interface LikeRow {
  readonly id: string;
  readonly fqdn: string;
  readonly entity_id: string;
  readonly created_date: string;
}

interface Person {
  readonly kind: 'visitor' | 'member';
  readonly id: string;
}

/** Who likes: only visitors and members do. */
function personOf({ identity }: Call): Person {
  if (identity?.kind !== 'visitor' && identity?.kind !== 'member') {
    throw new WixApiError(403, 'PERMISSION_DENIED', 'Likes need a visitor or a member');
  }
  return identity;
}

function toLike({ id, fqdn, entity_id, created_date }: LikeRow) {
  return { id, fqdn, entityId: entity_id, createdDate: created_date };
}

function likeById(call: Call, id: string): LikeRow {
  const { kind, id: personId } = personOf(call);
  const row = call.database.get<LikeRow>(
    'select id, fqdn, entity_id, created_date from likes where id = ? and person_kind = ? and person_id = ?',
    id,
    kind,
    personId,
  );
  if (!row) {
    throw new WixApiError(404, 'NOT_FOUND', `Like ${id} not found`);
  }
  return row;
}

function likeOf(call: Call, fqdn: string, entityId: string): LikeRow | undefined {
  const { kind, id } = personOf(call);
  return call.database.get<LikeRow>(
    'select id, fqdn, entity_id, created_date from likes where person_kind = ? and person_id = ? and fqdn = ? and entity_id = ?',
    kind,
    id,
    fqdn,
    entityId,
  );
}

/** Tells the site that a post was liked or not any more, with exactly one of the two ids that Wix's event has. */
function emitLiked(
  call: Call,
  name: 'post-liked' | 'post-unliked',
  { fqdn, entity_id: postId }: LikeRow,
): void {
  const person = personOf(call);
  if (fqdn === POST) {
    const liker =
      person.kind === 'member' ? { memberId: person.id } : { anonymousVisitorId: person.id };
    call.emit({ name, entityId: postId, body: { kind: 'action', data: { postId, ...liker } } });
  }
}

function removeLike(call: Call, row: LikeRow): Record<string, never> {
  call.database.run('delete from likes where id = ?', row.id);
  emitLiked(call, 'post-unliked', row);
  return {};
}

/** The operations of Blog Likes that are emulated. */
export const BLOG_OPERATIONS: readonly Operation[] = [
  operation({
    rules,
    method: 'createLike',
    meta: meta.createLike,
    who: ['visitor', 'member'],
    grade: 'assumed',
    source: `${DOCS}/create-like`,
    notes:
      'That a like raises the Velo event onPostLiked, and that a second one is ALREADY_EXISTS, is assumed.',
    run(call, { like }) {
      const [fqdn, entityId] = [like?.fqdn ?? '', like?.entityId ?? ''];
      if (likeOf(call, fqdn, entityId)) {
        throw new WixApiError(409, 'ALREADY_EXISTS', 'This is liked already');
      }
      const { kind, id: personId } = personOf(call);
      const row: LikeRow = {
        id: call.id(),
        fqdn,
        entity_id: entityId,
        created_date: call.now().toISOString(),
      };
      call.database.run(
        'insert into likes (id, fqdn, entity_id, person_kind, person_id, created_date) values (?, ?, ?, ?, ?, ?)',
        row.id,
        fqdn,
        entityId,
        kind,
        personId,
        row.created_date,
      );
      emitLiked(call, 'post-liked', row);
      return { like: toLike(row) };
    },
  }),
  operation({
    rules,
    method: 'getLike',
    meta: meta.getLike,
    who: ['visitor', 'member'],
    grade: 'typed',
    source: `${DOCS}/get-like`,
    run: (call, { likeId }) => ({ like: toLike(likeById(call, likeId ?? '')) }),
  }),
  operation({
    rules,
    method: 'deleteLike',
    meta: meta.deleteLike,
    who: ['visitor', 'member'],
    grade: 'assumed',
    source: `${DOCS}/delete-like`,
    notes: '404 NOT_FOUND for a like that is not the caller’s is assumed.',
    run: (call, { likeId }) => removeLike(call, likeById(call, likeId ?? '')),
  }),
  operation({
    rules,
    method: 'deleteLikeByFqdnAndEntityId',
    meta: meta.deleteLikeByFqdnAndEntityId,
    who: ['visitor', 'member'],
    grade: 'assumed',
    source: `${DOCS}/delete-like-by-fqdn-and-entity-id`,
    notes: '404 NOT_FOUND where the caller does not like the thing is assumed.',
    run(call, { fqdn, entityId }) {
      const row = likeOf(call, fqdn ?? '', entityId ?? '');
      if (!row) {
        throw new WixApiError(404, 'NOT_FOUND', 'This is not liked');
      }
      return removeLike(call, row);
    },
  }),
];
