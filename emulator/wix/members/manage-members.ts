// Emulates how the site manages its Members: create, approve, block, mute, disconnect, delete. Not emulated: the jobs
// that approve, block or delete by a filter, and subscriptions of members, which prevent a block.
import * as meta from '@wix/auto_sdk_members_members/meta';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { WixApiError, WixValidationError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { changeMember, endSessions, removeMember, requireMember } from './change-members.ts';
import type { Member } from './member-document.ts';
import { getMemberRoles, insertMember } from './members.ts';
import { updateMember } from './update-member.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/crm/members-contacts/members/member-management/members';
const rules = loadRules('members');
/** What an admin method and its field share: the callers that Wix documents, and how an unknown id is answered. */
const MANAGED = { rules, callers: ['app', 'user'], grade: 'typed' } as const;
const UNKNOWN_ID = 'Assumed: 404 NOT_FOUND for an unknown id.';

/** @throws {WixApiError} 400 OWNER_MEMBER_BLOCK_FORBIDDEN for the site owner */
function checkIsNotOwner(context: OperationContext, { id }: Member): void {
  if (getMemberRoles(context, id).includes('Admin')) {
    throw new WixApiError(400, 'OWNER_MEMBER_BLOCK_FORBIDDEN', 'The site owner cannot be blocked', {
      memberId: id,
    });
  }
}

/** The emulated operations that manage members. */
export const MEMBER_MANAGEMENT_OPERATIONS: readonly Operation[] = [
  defineOperation({
    ...MANAGED,
    method: 'createMember',
    meta: meta.createMember,
    source: `${DOCS}/create-member`,
    notes:
      'Assumed: loginEmail is required; 409 ALREADY_EXISTS if another member has it; a contact with the address becomes the contact of the member, and fields of `contact` are written to it.',
    run(context, { member }) {
      const { loginEmail, contact, profile, privacyStatus } = { ...member };
      if (!loginEmail) {
        throw new WixValidationError([
          {
            field: 'member.loginEmail',
            description: 'must not be empty',
            violatedRule: 'REQUIRED_FIELD',
          },
        ]);
      }
      const created = insertMember(context, {
        email: loginEmail,
        firstName: contact?.firstName ?? undefined,
        lastName: contact?.lastName ?? undefined,
        isLoggedIn: false,
      });
      return { member: updateMember(context, created, { contact, profile, privacyStatus }) };
    },
  }),
  defineOperation({
    ...MANAGED,
    method: 'approveMember',
    meta: meta.approveMember,
    source: `${DOCS}/approve-member`,
    notes: UNKNOWN_ID,
    run: (context, { id }) => ({
      member: changeMember(context, requireMember(context, id), { status: 'APPROVED' }),
    }),
  }),
  defineOperation({
    ...MANAGED,
    method: 'blockMember',
    meta: meta.blockMember,
    source: `${DOCS}/block-member`,
    notes: `The site owner cannot be blocked: a member with the role Admin. Assumed: a block ends the sessions of the member. ${UNKNOWN_ID}`,
    run(context, { id }) {
      const member = requireMember(context, id);
      checkIsNotOwner(context, member);
      endSessions(context, id);
      return { member: changeMember(context, member, { status: 'BLOCKED' }) };
    },
  }),
  defineOperation({
    ...MANAGED,
    method: 'disconnectMember',
    meta: meta.disconnectMember,
    source: `${DOCS}/disconnect-member`,
    notes: `The status becomes OFFLINE (documented). Assumed: it ends the sessions of the member. ${UNKNOWN_ID}`,
    run(context, { id }) {
      const member = requireMember(context, id);
      endSessions(context, id);
      return { member: changeMember(context, member, { status: 'OFFLINE' }) };
    },
  }),
  defineOperation({
    ...MANAGED,
    method: 'muteMember',
    meta: meta.muteMember,
    source: `${DOCS}/mute-member`,
    notes: UNKNOWN_ID,
    run: (context, { id }) => ({
      member: changeMember(context, requireMember(context, id), { activityStatus: 'MUTED' }),
    }),
  }),
  defineOperation({
    ...MANAGED,
    method: 'unmuteMember',
    meta: meta.unmuteMember,
    source: `${DOCS}/unmute-member`,
    notes: UNKNOWN_ID,
    run: (context, { id }) => ({
      member: changeMember(context, requireMember(context, id), { activityStatus: 'ACTIVE' }),
    }),
  }),
  defineOperation({
    ...MANAGED,
    method: 'deleteMember',
    meta: meta.deleteMember,
    source: `${DOCS}/delete-member`,
    notes: `The contact and the conversation of the member stay. ${UNKNOWN_ID}`,
    run(context, { id }) {
      removeMember(context, requireMember(context, id));
      return {};
    },
  }),
  defineOperation({
    ...MANAGED,
    callers: ['member'],
    method: 'deleteMyMember',
    meta: meta.deleteMyMember,
    source: `${DOCS}/delete-my-member`,
    notes:
      'Members only: "requires visitor or member authentication". The member is logged out. Members own no content here, so contentAssigneeId is not read.',
    run(context) {
      removeMember(context, requireMember(context, context.identity?.id ?? ''));
      return {};
    },
  }),
  defineOperation({
    ...MANAGED,
    method: 'bulkDeleteMembers',
    meta: meta.bulkDeleteMembers,
    source: `${DOCS}/bulk-delete-members`,
    notes: 'Assumed: an unknown id fails with NOT_FOUND, and the others are deleted.',
    run(context, { memberIds }) {
      const results = memberIds.map((id, originalIndex) => {
        try {
          removeMember(context, requireMember(context, id));
          return { itemMetadata: { id, originalIndex, success: true } };
        } catch (error) {
          if (!(error instanceof WixApiError)) throw error;
          return {
            itemMetadata: {
              id,
              originalIndex,
              success: false,
              error: { code: 'NOT_FOUND', description: error.message },
            },
          };
        }
      });
      const failures = results.filter(({ itemMetadata }) => !itemMetadata.success).length;
      return {
        results,
        bulkActionMetadata: {
          totalSuccesses: results.length - failures,
          totalFailures: failures,
          undetailedFailures: 0,
        },
      };
    },
  }),
];
