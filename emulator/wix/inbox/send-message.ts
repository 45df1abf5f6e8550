// Sending a message with Wix Inbox: what it fills in and what it refuses. Leaves out delivery by e-mail and outside channels.
import type {
  IdentificationDataOriginal,
  SendMessageRequestOriginal,
  MessageOriginal,
} from '@wix/auto_sdk_inbox_messages/meta';
import { readDocument } from '../../database/documents.ts';
import { VELO_APP_ID, type Call } from '../core/context.ts';
import type { FromWire, ToWire } from '../core/operation.ts';
import { WixApiError, WixValidationError, notEmulated } from '../core/wix-error.ts';
import { participantOf, requireConversation, type ConversationRow } from './conversations.ts';
import { requireInbox } from './inbox-settings.ts';
import { displayOf } from './participants.ts';

/** Wix Inbox itself, as it stands in the `appId` of what the business types there. @see @wix/rest-docs "apps" overview */
export const WIX_INBOX_APP_ID = '141fbfae-511e-6817-c9f0-48993a7547d1';

type SendMessageRequest = FromWire<SendMessageRequestOriginal>;
type MessageInput = SendMessageRequest['message'];
type MessageContent = NonNullable<MessageInput['content']>;
/** A message as Wix's REST API answers it. */
export type MessageAnswer = ToWire<MessageOriginal> & {
  /** In Wix's samples, in no type of its package. */
  readonly content: { readonly contentType: string };
};

const PAYLOADS = ['basic', 'template', 'minimal', 'form'] as const;

/** A violation of a field that must be set. */
export function required(field: string): WixValidationError {
  return new WixValidationError([
    { field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' },
  ]);
}

/** The one payload of a message's content, with what Wix fills in. */
function toContent(
  call: Call,
  content: MessageContent,
): { readonly type: string; readonly payload: object } {
  if (content.system) {
    throw new WixValidationError([
      {
        field: 'message.content.system',
        description: 'is reserved for Wix',
        violatedRule: 'VALIDATION',
      },
    ]);
  }
  const type = PAYLOADS.find((name) => content[name] !== undefined && content[name] !== null);
  switch (type) {
    case 'basic':
      return { type: 'BASIC', payload: { basic: copy(content.basic) } };
    case 'minimal':
      return { type: 'MINIMAL', payload: { minimal: copy(content.minimal) } };
    case 'form':
      return { type: 'FORM', payload: { form: copy(content.form) } };
    case 'template': {
      const { buttons, ...rest } = { ...content.template };
      const appId = call.identity?.kind === 'app' ? call.identity.id : VELO_APP_ID;
      const template = {
        ...copy(rest),
        orientation: rest.orientation ?? 'PORTRAIT',
        textLines: copy(rest.textLines ?? []),
        buttons: (buttons ?? []).map((button) =>
          button.postbackProperties
            ? { ...copy(button), postbackProperties: { ...copy(button.postbackProperties), appId } }
            : copy(button),
        ),
      };
      return { type: 'TEMPLATE', payload: { template } };
    }
    case undefined:
      throw new WixValidationError([
        {
          field: 'message.content',
          description: 'must have a payload',
          violatedRule: 'REQUIRED_FIELD',
        },
      ]);
  }
}

/** Reads a part of the request whole: what is stored is what was sent. */
function copy<T>(part: T): T {
  return part === undefined ? part : readDocument<T>(JSON.stringify(part));
}

/** Every URL of media in a message's content. */
function mediaUrls(content: MessageContent): readonly string[] {
  const items = [...(content.basic?.items ?? []), ...(content.form?.media ?? [])];
  return items.flatMap(({ image, file }) => image?.url ?? file?.url ?? []);
}

function senderOf(
  call: Call,
  row: ConversationRow,
  sendAs: SendMessageRequest['sendAs'],
): ToWire<IdentificationDataOriginal> {
  switch (sendAs ?? 'CALLER') {
    case 'PARTICIPANT':
      return participantOf(
        row,
        displayOf(call, { kind: row.kind, id: row.participant_id })?.contactId,
      );
    case 'CALLER':
      return call.identity?.kind === 'user'
        ? { wixUserId: call.identity.id }
        : { appId: call.identity?.id };
    default:
      throw notEmulated('sendAs BUSINESS_USER (undocumented)');
  }
}

/** The next sequence: microseconds of Wix's clock, always above the last one. */
function nextSequence(call: Call): number {
  const last =
    call.database.get<{ readonly last: number | null }>(
      'select max(sequence) as last from messages',
    )?.last ?? 0;
  return Math.max(call.now().getTime() * 1000, last + 1);
}

/** Stores a message in a conversation and emits what Wix emits; inside durable work. */
export function sendMessage(call: Call, request: SendMessageRequest): MessageAnswer {
  const site = requireInbox(call);
  const { conversationId, message, sendNotifications, silent, sendAs } = request;
  const row = requireConversation(call, conversationId);
  const { content, direction, visibility } = message;
  if (!content) {
    throw required('message.content');
  }
  // Documented as "Required", typed as optional: whether Wix refuses is not documented. Refusing is the loud reading.
  if (!direction || direction === 'UNKNOWN_DIRECTION') {
    throw required('message.direction');
  }
  if (!visibility || visibility === 'UNKNOWN_VISIBILITY') {
    throw required('message.visibility');
  }
  // The code is typed, what causes it is not documented. Assumed: the business cannot speak as the participant.
  if (sendAs === 'PARTICIPANT' && direction === 'BUSINESS_TO_PARTICIPANT') {
    throw new WixApiError(403, 'IDENTITY_DOES_NOT_MATCH', 'Identity does not match');
  }
  const { type, payload } = toContent(call, content);
  if (
    mediaUrls(content).some((url) =>
      site.refusedMediaUrls.some((refused) => url.startsWith(refused)),
    )
  ) {
    throw new WixApiError(400, 'INVALID_MEDIA_URL', 'Invalid media URL');
  }
  const sequence = nextSequence(call);
  const id = String(sequence);
  const answer = {
    id,
    content: {
      ...(content.previewText ? { previewText: content.previewText } : {}),
      ...(content.title ? { title: content.title } : {}),
      contentType: type,
      ...payload,
    },
    sender: senderOf(call, row, sendAs),
    badges: copy(message.badges ?? []),
    targetChannels: [...(message.targetChannels ?? [])],
    sourceChannel: message.sourceChannel ?? ('UNKNOWN_CHANNEL_TYPE' as const),
    appId: call.identity?.kind === 'app' ? call.identity.id : WIX_INBOX_APP_ID,
    visibility,
    sequence: id,
    direction,
    createdDate: call.now().toISOString(),
    targetChannelIds: [...(message.targetChannelIds ?? [])],
    ...(message.sourceChannelId ? { sourceChannelId: message.sourceChannelId } : {}),
    silent: message.silent ?? silent ?? false,
  };
  const isPublic = visibility === 'BUSINESS_AND_PARTICIPANT';
  call.database.run(
    'insert into messages (sequence, conversation, public, notified, document) values (?, ?, ?, ?, ?)',
    sequence,
    row.key,
    isPublic ? 1 : 0,
    sendNotifications ? 1 : 0,
    JSON.stringify(answer),
  );
  const counts = direction === 'PARTICIPANT_TO_BUSINESS' && !answer.silent;
  call.database.run(
    'update conversations set last_sequence = ?, unread = unread + ? where key = ?',
    sequence,
    counts ? 1 : 0,
    row.key,
  );
  call.emit({
    name:
      direction === 'PARTICIPANT_TO_BUSINESS'
        ? 'message-sent-to-business'
        : 'message-sent-to-participant',
    ...(call.identity?.kind === 'app' && call.assumptions.apiMessageComesBack === 'no'
      ? { withheld: 'api' }
      : {}),
    entityId: id,
    body: { kind: 'action', data: { conversationId: row.id, message: answer } },
  });
  return answer;
}
