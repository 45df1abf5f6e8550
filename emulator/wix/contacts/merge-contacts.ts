// What merging contacts does: data, events, and who follows whom. Leaves out previews and labels.
import type { Call } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { appendInfo } from './append-info.ts';
import { type Contact, nextRevision } from './contact-document.ts';
import { memberIdOf, moveContact, requireContact, writeContact } from './contact-store.ts';

/**
 * Merges contacts into one, the first source before the second. Raises `contact-merged`, `contact-updated` for the
 * target and `contact-deleted` for each source, the latter two with `originatedFrom: 'merge'`.
 * @throws {WixApiError} CONTACT_NOT_FOUND; ILLEGAL_MERGE if a source is a member, the target itself or named twice
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/contacts/merge-contacts
 */
export function mergeContactsInto(
  call: Call,
  targetId: string,
  sourceIds: readonly string[],
): Contact {
  const target = requireContact(call, targetId);
  const sources = sourceIds.map((id) => requireContact(call, id));
  if (new Set([targetId, ...sourceIds]).size !== sourceIds.length + 1) {
    throw new WixApiError(
      400,
      'ILLEGAL_MERGE',
      'A contact can be merged only once, and not into itself',
    );
  }
  const member = sources.find(({ id }) => memberIdOf(call, id) !== undefined);
  if (member) {
    throw new WixApiError(
      400,
      'ILLEGAL_MERGE',
      `Contact ${member.id} is a site member; members can only be targets`,
    );
  }
  const info = sources.reduce((merged, source) => appendInfo(merged, source.info), target.info);
  const targetContact = nextRevision(call, target, info, 'CONTACT_MERGED');
  for (const { id } of sources) {
    moveContact(call, id, targetId);
  }
  writeContact(call, targetContact);

  const originatedFrom = 'merge';
  const data = { targetContactId: targetId, sourceContactIds: sourceIds, targetContact };
  call.emit({ name: 'contact-merged', entityId: targetId, body: { kind: 'action', data } });
  call.emit({
    name: 'contact-updated',
    entityId: targetId,
    body: { kind: 'updated', entity: targetContact },
    originatedFrom,
  });
  for (const { id } of sources) {
    call.emit({ name: 'contact-deleted', entityId: id, body: { kind: 'deleted' }, originatedFrom });
  }
  call.identityChanged({
    kind: 'contacts-merged',
    targetContactId: targetId,
    sourceContactIds: sourceIds,
  });
  return targetContact;
}
