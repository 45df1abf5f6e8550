// Emulates the permissions of Wix Data's collections: who may read, insert, update and remove items. Not emulated:
// special permissions of roles and people, CMS Editor.
import type { Identity } from '../core/context.ts';
import type { ItemScope } from './item-index.ts';

/**
 * The least role that an action needs. A role has the rights of those before it: Anyone, a member, the member who
 * created the item, the site owner.
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/collections/introduction#permissions
 */
export const PERMISSIONS = ['ANYONE', 'SITE_MEMBER', 'SITE_MEMBER_AUTHOR', 'ADMIN'] as const;
/** One of {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number];

/** What a permission is given for. */
export const ACTIONS = ['read', 'insert', 'update', 'remove'] as const;
/** One of {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];
/** The permissions of a collection. */
export type Permissions = Readonly<Record<Action, Permission>>;

/** The permissions of a collection that names none: only the site owner and the site's own code. */
export const ADMIN_ONLY: Permissions = {
  read: 'ADMIN',
  insert: 'ADMIN',
  update: 'ADMIN',
  remove: 'ADMIN',
};
/** The permissions of a collection that is made on first use. */
export const ANYONE: Permissions = {
  read: 'ANYONE',
  insert: 'ANYONE',
  update: 'ANYONE',
  remove: 'ANYONE',
};

/** The items that a caller may use: all of them, those that the caller created, or none. */
export type Access =
  | { readonly items: 'all' }
  | { readonly items: 'own'; readonly owner: string }
  | { readonly items: 'none' };

/**
 * Decides which items of a collection a caller may use. Apps, Wix users and members with the role Admin may use all.
 * For an insert, the permission of authors is that of members (assumed: nothing has an author before).
 */
export function decideAccess(
  identity: Identity | undefined,
  permissions: Permissions,
  action: Action,
): Access {
  const permission = permissions[action];
  const isAdmin =
    identity?.kind === 'app' ||
    identity?.kind === 'user' ||
    (identity?.kind === 'member' && identity.roles.includes('Admin'));
  if (isAdmin || permission === 'ANYONE') return { items: 'all' };
  if (identity?.kind !== 'member' || permission === 'ADMIN') return { items: 'none' };
  return permission === 'SITE_MEMBER' || action === 'insert'
    ? { items: 'all' }
    : { items: 'own', owner: identity.id };
}

/** Returns whether a caller with this access may use an item. */
export function mayUse(access: Access, item: Readonly<Record<string, unknown>>): boolean {
  return access.items === 'all' || (access.items === 'own' && item['_owner'] === access.owner);
}

/** Limits a filter to the items that a caller may use. */
export function limitFilter(
  access: Access,
  filter: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, unknown> {
  return access.items === 'own'
    ? { $and: [{ _owner: access.owner }, filter ?? {}] }
    : { ...filter };
}

/** A collection that a request may use, and which of its items. */
export interface AllowedScope {
  readonly scope: ItemScope;
  readonly access: Access;
}
