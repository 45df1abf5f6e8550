// Emulates Wix Blog's likes, which raise `post-liked` and `post-unliked`. Not emulated: Query Likes, events of
// comments, posts.
import * as meta from '@wix/auto_sdk_blog_likes/meta';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
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

interface Liker {
  readonly kind: 'visitor' | 'member';
  readonly id: string;
}

/** Returns the caller, who must be a visitor or a member. @throws {WixApiError} 403 PERMISSION_DENIED */
function requireLiker({ identity }: OperationContext): Liker {
  if (identity?.kind !== 'visitor' && identity?.kind !== 'member') {
    throw new WixApiError(403, 'PERMISSION_DENIED', 'Only a visitor or a member can like');
  }
  return identity;
}

function toLike({ id, fqdn, entity_id, created_date }: LikeRow) {
  return { id, fqdn, entityId: entity_id, createdDate: created_date };
}

function requireLike(context: OperationContext, id: string): LikeRow {
  const { kind, id: personId } = requireLiker(context);
  const row = context.database.get<LikeRow>(
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

function findLike(context: OperationContext, fqdn: string, entityId: string): LikeRow | undefined {
  const { kind, id } = requireLiker(context);
  return context.database.get<LikeRow>(
    'select id, fqdn, entity_id, created_date from likes where person_kind = ? and person_id = ? and fqdn = ? and entity_id = ?',
    kind,
    id,
    fqdn,
    entityId,
  );
}

/** Emits the event of a like or unlike of a post, with either the member's or the visitor's id, as in Wix's event. */
function emitLikeEvent(
  context: OperationContext,
  name: 'post-liked' | 'post-unliked',
  { fqdn, entity_id: postId }: LikeRow,
): void {
  const { kind, id } = requireLiker(context);
  if (fqdn === POST) {
    const liker = kind === 'member' ? { memberId: id } : { anonymousVisitorId: id };
    context.emit({ name, entityId: postId, body: { kind: 'action', data: { postId, ...liker } } });
  }
}

function removeLike(context: OperationContext, row: LikeRow): Record<string, never> {
  context.database.run('delete from likes where id = ?', row.id);
  emitLikeEvent(context, 'post-unliked', row);
  return {};
}

/** The emulated operations of Blog Likes. */
export const BLOG_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'createLike',
    meta: meta.createLike,
    callers: ['visitor', 'member'],
    grade: 'assumed',
    source: `${DOCS}/create-like`,
    notes:
      'Assumed: a like raises the Velo event onPostLiked, and a second like of the same entity is ALREADY_EXISTS.',
    run(context, { like }) {
      const [fqdn, entityId] = [like?.fqdn ?? '', like?.entityId ?? ''];
      if (findLike(context, fqdn, entityId)) {
        throw new WixApiError(409, 'ALREADY_EXISTS', 'The caller already likes this entity');
      }
      const { kind, id: personId } = requireLiker(context);
      const row: LikeRow = {
        id: context.id(),
        fqdn,
        entity_id: entityId,
        created_date: context.now().toISOString(),
      };
      context.database.run(
        'insert into likes (id, fqdn, entity_id, person_kind, person_id, created_date) values (?, ?, ?, ?, ?, ?)',
        row.id,
        fqdn,
        entityId,
        kind,
        personId,
        row.created_date,
      );
      emitLikeEvent(context, 'post-liked', row);
      return { like: toLike(row) };
    },
  }),
  defineOperation({
    rules,
    method: 'getLike',
    meta: meta.getLike,
    callers: ['visitor', 'member'],
    grade: 'typed',
    source: `${DOCS}/get-like`,
    run: (context, { likeId }) => ({ like: toLike(requireLike(context, likeId ?? '')) }),
  }),
  defineOperation({
    rules,
    method: 'deleteLike',
    meta: meta.deleteLike,
    callers: ['visitor', 'member'],
    grade: 'assumed',
    source: `${DOCS}/delete-like`,
    notes: "Assumed: 404 NOT_FOUND for a like that is not the caller's.",
    run: (context, { likeId }) => removeLike(context, requireLike(context, likeId ?? '')),
  }),
  defineOperation({
    rules,
    method: 'deleteLikeByFqdnAndEntityId',
    meta: meta.deleteLikeByFqdnAndEntityId,
    callers: ['visitor', 'member'],
    grade: 'assumed',
    source: `${DOCS}/delete-like-by-fqdn-and-entity-id`,
    notes: 'Assumed: 404 NOT_FOUND if the caller does not like the entity.',
    run(context, { fqdn, entityId }) {
      const row = findLike(context, fqdn ?? '', entityId ?? '');
      if (!row) {
        throw new WixApiError(404, 'NOT_FOUND', 'The caller does not like this entity');
      }
      return removeLike(context, row);
    },
  }),
];
