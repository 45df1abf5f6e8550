// Converts a member of Wix's REST API to the member that `getMember()` of @wix/site-members returns.

/**
 * Renames a member's fields to the SDK's names (`_id`, `_createdDate`). The packages do not rename results of host calls.
 * @returns undefined for what is no member
 */
export function toSiteMember(member: unknown): object | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  const { id, createdDate, updatedDate, ...rest }: Record<string, unknown> = { ...member };
  return {
    _id: id,
    ...rest,
    ...(createdDate === undefined ? {} : { _createdDate: new Date(String(createdDate)) }),
    ...(updatedDate === undefined ? {} : { _updatedDate: new Date(String(updatedDate)) }),
  };
}
