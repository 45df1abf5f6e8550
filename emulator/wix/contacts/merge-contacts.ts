// Emulates Wix's merge of contacts: data, events and associated visitors. Not emulated: merge previews, labels.
import type { OperationContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { appendContactInfo } from './append-info.ts';
import { type Contact, createNextRevision } from './contact-document.ts';
import {
  getMemberIdOfContact,
  replaceMergedContact,
  requireContact,
  writeContact,
} from './contact-store.ts';

/**
 * Merges source contacts into a target, in their order. Raises `contact-merged`, `contact-updated` for the target and
 * `contact-deleted` for each source, the latter two with `originatedFrom: 'merge'`.
 * @throws {WixApiError} CONTACT_NOT_FOUND; ILLEGAL_MERGE if a source is a member, is the target, or is listed twice
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/contacts/merge-contacts
 */
export function mergeContacts(
  context: OperationContext,
  targetId: string,
  sourceIds: readonly string[],
): Contact {
  const targetContact = previewMerge(context, targetId, sourceIds);
  for (const id of sourceIds) {
    replaceMergedContact(context, id, targetId);
  }
  writeContact(context, targetContact);

  const originatedFrom = 'merge';
  const data = { targetContactId: targetId, sourceContactIds: sourceIds, targetContact };
  context.emit({ name: 'contact-merged', entityId: targetId, body: { kind: 'action', data } });
  context.emit({
    name: 'contact-updated',
    entityId: targetId,
    body: { kind: 'updated', entity: targetContact },
    originatedFrom,
  });
  for (const id of sourceIds) {
    context.emit({
      name: 'contact-deleted',
      entityId: id,
      body: { kind: 'deleted' },
      originatedFrom,
    });
  }
  context.identityChanged({
    kind: 'contacts-merged',
    targetContactId: targetId,
    sourceContactIds: sourceIds,
  });
  return targetContact;
}

/**
 * Returns the target contact as a merge would make it, and changes nothing.
 * @throws {WixApiError} as {@link mergeContacts}
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/contacts/preview-merge-contacts
 */
export function previewMerge(
  context: OperationContext,
  targetId: string,
  sourceIds: readonly string[],
): Contact {
  const target = requireContact(context, targetId);
  const sources = sourceIds.map((id) => requireContact(context, id));
  if (new Set([targetId, ...sourceIds]).size !== sourceIds.length + 1) {
    throw new WixApiError(
      400,
      'ILLEGAL_MERGE',
      'sourceContactIds must be distinct and must not contain the target',
    );
  }
  const member = sources.find(({ id }) => getMemberIdOfContact(context, id) !== undefined);
  if (member) {
    throw new WixApiError(
      400,
      'ILLEGAL_MERGE',
      `Contact ${member.id} is a site member; a member can only be the target`,
    );
  }
  const info = sources.reduce(
    (merged, source) => appendContactInfo(merged, source.info),
    target.info,
  );
  return createNextRevision(context, target, info, 'CONTACT_MERGED');
}
