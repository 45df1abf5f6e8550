// Changes and deletes stored members, and raises Wix's events for it. The content of a deleted member, such as
// blog posts, stays as it is.
import type { OperationContext } from '../core/context.ts';
import { readContact } from '../contacts/contact-store.ts';
import { WixApiError } from '../core/wix-error.ts';
import { type Member, withFieldset } from './member-document.ts';
import { findMemberById } from './members.ts';

/** Reads a member that must exist. @throws {WixApiError} 404 NOT_FOUND */
export function requireMember(context: OperationContext, id: string): Member {
  const member = findMemberById(context, id);
  if (!member) {
    throw new WixApiError(404, 'NOT_FOUND', `Member ${id} not found`);
  }
  return member;
}

/**
 * Stores a member with changed fields and a new `updatedDate`, and raises `member-updated`. Returns all of the member's
 * fields.
 */
export function changeMember(
  context: OperationContext,
  member: Member,
  changes: Partial<Member>,
): Member {
  const changed: Member = { ...member, ...changes, updatedDate: context.now().toISOString() };
  context.database.run(
    'update members set slug = ?, document = ? where id = ?',
    changed.profile?.slug ?? '',
    JSON.stringify(changed),
    member.id,
  );
  context.emit({
    name: 'member-updated',
    entityId: member.id,
    body: { kind: 'updated', entity: changed },
  });
  return {
    ...changed,
    ...withFieldset(changed, readContact(context, changed.contactId), ['FULL']),
  };
}

/**
 * Deletes a member and their sessions, and raises `member-deleted`. Their contact and conversation stay: "The related
 * site member must first be deleted" before their contact can be.
 * @see https://dev.wix.com/docs/rest/crm/members-contacts/contacts/contacts/contact-v4/delete-contact
 */
export function removeMember(context: OperationContext, { id }: Member): void {
  context.database.run('delete from members where id = ?', id);
  endSessions(context, id);
  context.emit({ name: 'member-deleted', entityId: id, body: { kind: 'deleted' } });
}

/** Ends the sessions of a member: their access and refresh tokens become unknown. */
export function endSessions({ database }: OperationContext, memberId: string): void {
  database.run(`delete from tokens where kind = 'member' and subject_id = ?`, memberId);
}
