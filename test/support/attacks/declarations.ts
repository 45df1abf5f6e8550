// Declares what each argument of each web method selects. A new web method, argument or option is one line here; the
// compiler and `declarations.test.ts` name what is missing and what is too much.
import type * as web from 'backend/inbox.web';
import { at } from '../stories/json.ts';
import type { Person } from '../stories/harness.ts';
import type { Permission } from '../../../emulator/site/web-methods.ts';

/** What an argument selects. The attacks pass every value of a victim that an argument of this kind could select. */
export type Selection =
  | 'nothing'
  | 'conversation'
  | 'member'
  | 'contact'
  | 'visitor'
  | 'email'
  | 'cursor'
  | 'idempotency key'
  | 'form ticket'
  | 'form'
  | 'activity'
  | 'form field'
  | 'search text'
  | 'attachments';

/** The names of a web method's arguments. */
type KeyOf<Value> = Value extends unknown ? keyof Value & string : never;

/** An argument: what it selects, or what each of its properties selects. */
type ArgumentOf<Value> = Value extends string | number | boolean | readonly unknown[]
  ? Selection
  : string extends KeyOf<Value>
    ? Readonly<Record<string, Selection>>
    : { readonly [Key in KeyOf<Value>]: Selection };

type ArgumentsOf<Parameters extends readonly unknown[]> = {
  readonly [Index in keyof Parameters]: ArgumentOf<NonNullable<Parameters[Index]>>;
};

/** The declaration of a web method. */
interface DeclarationOf<Method extends (...args: never[]) => unknown> {
  /** Who may call it. */
  readonly permission: Permission;
  /** What the arguments select, in their order. */
  readonly selects: ArgumentsOf<Required<Parameters<Method>>>;
  /** Arguments to which the attacks add the selecting values. Valid together with any one of them. */
  readonly args: readonly unknown[];
  /** The position of an argument with exactly one property: a selecting value replaces the one in `args`. */
  readonly exactlyOne?: number;
}

/** Every web method of the site by name, with what its arguments select. */
const DECLARATIONS = {
  sendFormData: {
    permission: 'Anyone',
    selects: [
      {
        firstName: 'form field',
        lastName: 'form field',
        email: 'email',
        subscribeNewsletter: 'nothing',
      },
      {
        form: 'form',
        language: 'nothing',
        captchaToken: 'nothing',
        idempotencyKey: 'idempotency key',
        ticket: 'form ticket',
      },
    ],
    args: [{ firstName: 'Mallory' }, {}],
  },
  sendBasicMessage: {
    permission: 'Anyone',
    selects: [
      'nothing',
      {
        attachments: 'attachments',
        language: 'nothing',
        captchaToken: 'nothing',
        idempotencyKey: 'idempotency key',
      },
    ],
    args: ['Hello', {}],
  },
  sendMinimalMessage: {
    permission: 'Anyone',
    selects: [
      'activity',
      { language: 'nothing', captchaToken: 'nothing', idempotencyKey: 'idempotency key' },
    ],
    args: ['viewed-prices', {}],
  },
  listMessages: {
    permission: 'Anyone',
    selects: [{ cursor: 'cursor', language: 'nothing' }],
    args: [{}],
  },
  sendMessageTo: {
    permission: 'Admin',
    selects: [
      { memberId: 'member', contactId: 'contact', anonymousVisitorId: 'visitor', email: 'email' },
      {
        basic: 'nothing',
        minimal: 'nothing',
        form: 'nothing',
        template: 'nothing',
        badges: 'nothing',
        silent: 'nothing',
        previewText: 'nothing',
        visibility: 'nothing',
      },
      { notify: 'nothing', channel: 'nothing', idempotencyKey: 'idempotency key' },
    ],
    args: [{ email: 'unknown@example.com' }, { minimal: { text: 'Hello' } }, {}],
    exactlyOne: 0,
  },
  openConversation: {
    permission: 'Admin',
    selects: [
      { memberId: 'member', contactId: 'contact', anonymousVisitorId: 'visitor', email: 'email' },
    ],
    args: [{}],
  },
  getConversation: { permission: 'Admin', selects: ['conversation'], args: [] },
  listAllMessages: {
    permission: 'Admin',
    selects: ['conversation', { limit: 'nothing', cursor: 'cursor' }],
    args: ['00000000-0000-4000-8000-000000000000', {}],
  },
  findParticipants: {
    permission: 'Admin',
    selects: [{ email: 'email', phone: 'search text', name: 'search text' }],
    args: [{}],
  },
  listRecent: { permission: 'Admin', selects: [{ limit: 'nothing' }], args: [{}] },
  checkInbox: { permission: 'Admin', selects: [], args: [] },
  openForm: { permission: 'Anyone', selects: ['form'], args: ['default'] },
  setUpInbox: { permission: 'Admin', selects: [], args: [] },
} as const satisfies {
  readonly [Name in keyof typeof web]: DeclarationOf<(typeof web)[Name]>;
};

/** A declared web method. */
export interface MethodDeclaration {
  readonly name: string;
  readonly permission: Permission;
  readonly args: readonly unknown[];
  readonly exactlyOne?: number;
  /** The arguments and options, each with what it selects. */
  readonly inputs: readonly MethodInput[];
}

/** An argument of a web method, or a property of one. */
export interface MethodInput {
  readonly position: number;
  /** The property; undefined for the whole argument. */
  readonly property?: string;
  readonly selection: Selection;
}

const declarations: Readonly<
  Record<
    string,
    {
      readonly permission: Permission;
      readonly args: readonly unknown[];
      readonly selects: readonly (Selection | Readonly<Record<string, Selection>>)[];
      readonly exactlyOne?: number;
    }
  >
> = DECLARATIONS;

/** The declared web methods. */
export const METHODS: readonly MethodDeclaration[] = Object.entries(declarations).map(
  ([name, { selects, ...declared }]) => ({
    name,
    ...declared,
    inputs: selects.flatMap((selection, position): readonly MethodInput[] =>
      typeof selection === 'string'
        ? [{ position, selection }]
        : Object.entries(selection).map(([property, selected]) => ({
            position,
            property,
            selection: selected,
          })),
    ),
  }),
);

/** Returns the arguments of a call that passes a value in one input. */
export function argumentsWith(
  { args, exactlyOne }: MethodDeclaration,
  { position, property }: MethodInput,
  value: unknown,
): readonly unknown[] {
  const base = position === exactlyOne ? undefined : args[position];
  const argument =
    property === undefined ? value : { ...(typeof base === 'object' && base), [property]: value };
  return Object.assign([...args], { [position]: argument });
}

/** Names of options that a method must not take by accident. */
const SUSPICIOUS = ['conversationId', 'participant', 'resourceId', 'sendAs', 'subject', 'channel'];
const NO_SUCH_PROPERTY = /Unknown property|has no such field/;

/**
 * Calls every web method as the site owner with an invalid value in every property that any method declares.
 *
 * @returns the declared inputs that are not taken, and the ones that are taken and not declared
 */
export async function findUndeclaredInputs(owner: Person): Promise<readonly string[]> {
  const properties = new Set([
    ...SUSPICIOUS,
    ...METHODS.flatMap(({ inputs }) => inputs.flatMap(({ property = [] }) => property)),
  ]);
  const found: string[] = [];
  for (const method of METHODS) {
    for (const position of new Set(method.inputs.map((input) => input.position))) {
      const declared = method.inputs.filter((input) => input.position === position);
      const isObject = declared.every(({ property }) => property !== undefined);
      for (const property of isObject ? properties : [undefined]) {
        const isDeclared = declared.some((input) => input.property === property);
        const input = { position, selection: 'nothing', ...(property && { property }) } as const;
        const answer = await owner.call(method.name, ...argumentsWith(method, input, 0));
        found.push(...(isTaken(answer, input) === isDeclared ? [] : [nameInput(method, input)]));
      }
    }
  }
  return found;
}

/** Whether a method read an invalid value. It ignores an argument that it does not take, and rejects such a property. */
function isTaken(answer: unknown, { property }: MethodInput): boolean {
  const fields = JSON.stringify(at(answer, 'error', 'fields')) ?? '';
  return property === undefined ? fields !== '' : !NO_SUCH_PROPERTY.test(fields);
}

/** Names an input for a report: `listMessages(cursor)`, or `getConversation(argument 0)`. */
export function nameInput({ name }: MethodDeclaration, input?: MethodInput): string {
  return `${name}(${input ? (input.property ?? `argument ${input.position}`) : ''})`;
}
