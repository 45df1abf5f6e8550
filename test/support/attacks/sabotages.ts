// One mistake each that a developer could make in the site's backend. The attacks must find every one of them.

/** A mistake in the site, and what the attacks report about it. */
export interface Sabotage {
  readonly name: string;
  /** Mistakes of one group do not hide each other: the ordinary test run puts them into one site, to be fast. */
  readonly together?: 1 | 2;
  /** The attacker who benefits, by name. */
  readonly attacker: string;
  /** Replacements in the site's files: each text must be there. */
  readonly changes: readonly {
    readonly file: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** A report of the attacks, for each of these. */
  readonly findings: readonly RegExp[];
}

const TYPED_CONTACT = 'a visitor who typed a contact’s address (merged)';
const VISITOR = 'a visitor';

/** The mistakes, by what they break. */
export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'the history of a conversation is shown without a check of its participant',
    together: 1,
    attacker: TYPED_CONTACT,
    changes: [
      {
        file: 'backend/inbox/access/read-access.ts',
        from: 'if (mayRead(caller, conversation.participant)) return',
        to: 'return',
      },
    ],
    findings: [/listMessages\(\) returned/, /read the contact with \S+ListMessages/],
  },
  {
    name: 'a cursor is Wix’s own',
    together: 2,
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/use-cases/list-messages.ts',
        from: 'await openCursor(context, cursor)',
        to: 'undefined',
      },
      {
        file: 'backend/inbox/use-cases/list-messages.ts',
        from: 'omitUndefined({ cursor: opened?.cursor })',
        to: 'omitUndefined({ cursor })',
      },
      {
        file: 'backend/inbox/use-cases/list-messages.ts',
        from: 'await sealCursor(context, { cursor: page.cursor, conversationId: _id, callerKey: key })',
        to: 'page.cursor',
      },
    ],
    findings: [/listMessages\(cursor\) tells .* apart/],
  },
  {
    name: 'a cursor selects the conversation, without a check of the caller',
    attacker: 'another member',
    changes: [
      {
        file: 'backend/inbox/use-cases/list-messages.ts',
        from: 'if (opened && opened.callerKey !== key)',
        to: 'if (false)',
      },
      {
        file: 'backend/inbox/use-cases/list-messages.ts',
        from: 'if (opened && opened.conversationId !== _id)',
        to: 'if (false)',
      },
      {
        file: 'backend/inbox/use-cases/list-messages.ts',
        from: 'wix.listMessages(_id,',
        to: 'wix.listMessages(opened?.conversationId ?? _id,',
      },
    ],
    findings: [/listMessages\(cursor\) returned/, /read the member with \S+ListMessages/],
  },
  {
    name: 'a form’s contact is submitted elevated',
    together: 2,
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/wix/contacts.ts',
        from: 'asCaller(submittedContact.appendOrCreateContact)({',
        to: 'elevate(submittedContact.appendOrCreateContact)({',
      },
    ],
    findings: [/elevated \S+SubmitContact/],
  },
  {
    name: 'a form’s contact gets the typed phone',
    together: 2,
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/wix/contacts.ts',
        from: 'emails: { items: [{ email }] } };',
        to: "emails: { items: [{ email }] }, phones: { items: [{ phone: '+1 555 0100' }] } };",
      },
    ],
    findings: [/changed -contacts /, /changed \+contact_phones /],
  },
  {
    name: 'a form fails for the address of a contact',
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/wix/contacts.ts',
        from: 'if (!isGuid(existing)) throw error;',
        to: 'throw error;',
      },
      {
        file: 'backend/inbox/messaging/form-contacts.ts',
        from: "log({ level: 'warn', what, ...toLogFields(error) });",
        to: 'throw error;',
      },
    ],
    findings: [/sendFormData\(email\) tells "victim.contact@example.com" apart/],
  },
  {
    name: 'the answer to a sent form has the IDs of the message',
    together: 1,
    attacker: TYPED_CONTACT,
    changes: [
      {
        file: 'backend/inbox/messaging/send-as-caller.ts',
        from: 'toSent({ once, replayed }: SendResult): Sent {\n  return {',
        to: 'toSent({ once, replayed, outcome }: SendResult): Sent {\n  return { ...outcome,',
      },
    ],
    findings: [/sendFormData\(firstName\) returned/, /sendBasicMessage\(attachments\) returned/],
  },
  {
    name: 'idempotency keys are shared by all callers',
    together: 2,
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/messaging/send-log/sender.ts',
        from: 'return `${sender.kind}:${String(name)}:${String(id)}`;',
        to: "return name === id ? '' : 'everyone';",
      },
    ],
    findings: [/sendFormData\(idempotencyKey\) tells .* apart/],
  },
  {
    name: 'every subscription is allowed',
    together: 2,
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/realtime/channel.ts',
        from: 'return { read: false }',
        to: 'return { read: true }',
      },
      {
        file: 'backend/inbox/realtime/channel.ts',
        from: "const name = readPath(channel, 'name');",
        to: "if (readPath(channel, 'name')) throw new Error();\n    const name = '';",
      },
    ],
    findings: [/subscribed to .*"inbox-admin"/, /received .*the ping of a victim/],
  },
  {
    name: 'the methods for the site owner are for anyone',
    together: 2,
    attacker: VISITOR,
    changes: [
      { file: 'backend/inbox.web.ts', from: 'Permissions.Admin', to: 'Permissions.Anyone' },
    ],
    findings: [
      /sendMessageTo\(memberId\) returned/,
      /openConversation\(contactId\) returned/,
      /getConversation\(argument 0\) returned/,
      /listAllMessages\(argument 0\) returned/,
      /findParticipants\(email\) returned/,
    ],
  },
  {
    name: 'the first caller is remembered in a module variable',
    attacker: VISITOR,
    changes: [
      {
        file: 'backend/inbox/access/caller.ts',
        from: 'export async function resolveCaller(context: CallerContext): Promise<Caller> {',
        to: `let remembered: Promise<Caller> | undefined;
          export function resolveCaller(context: CallerContext): Promise<Caller> {
            return (remembered ??= resolveOnce(context));
          }
          async function resolveOnce(context: CallerContext): Promise<Caller> {`,
      },
    ],
    findings: [/listMessages\(\) returned/, /changed \+messages/],
  },
];
