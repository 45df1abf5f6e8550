import type { SendChat } from 'public/inbox-chat-outbox';
import type { ListChat } from 'public/inbox-chat-reader';
import type { ChatTexts } from 'public/inbox-chat-texts';
import type { RealtimePort } from 'public/inbox-feed';
import type { IdentityPort } from 'public/inbox-identity';
import type { Sent } from 'public/inbox-shapes';
import type { StoragePort } from 'public/inbox-storage';

/** Options of `chat`. */
export interface ChatPageOptions {
  /** The web method `listMessages` of `backend/inbox.web`. */
  readonly list: ListChat;
  /** The web method `sendBasicMessage` of `backend/inbox.web`. */
  readonly send: SendChat;
  /** `realtime` of `@wix/site-realtime`; without it the page polls every 20 s while it is visible. */
  readonly realtime?: RealtimePort;
  /** `authentication` of `@wix/site-members`: the chat is cleared when the user logs in or out. */
  readonly identity?: IdentityPort | undefined;
  /**
   * `session` of `@wix/site-storage`: stores the draft and the messages that are not sent yet, for the same person in the
   * same browser tab. Without it, they are lost when the page is left.
   */
  readonly storage?: StoragePort;
  /** Whether Enter sends. `false`: only `#chatSend` does, and Enter starts a new line in a text box. Default: `true`. */
  readonly sendsOnEnter?: boolean;
  /** Language of the chat's texts and dates (`en`, `de-AT`). Default: `en`. */
  readonly language?: string;
  /** Selectors that are not `#<name>`, by name: `{ chatInput: '#input3', chatText: '#text7' }`. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Texts that replace those of `toChatTexts`. */
  readonly texts?: Partial<ChatTexts>;
  /** Called when a message was sent, for example to count it. */
  readonly onSent?: (answer: Sent) => void;
  /** Replaces `setTimeout` in tests: resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
  /** Returns whether the page is visible, or `undefined` if it is not known, as in Wix's page code. */
  readonly isVisible?: () => boolean | undefined;
}

/** A chat on a page. */
export interface Chat {
  /** Opens the chat like a click on `#chatOpen`, for example when a lightbox opens. */
  open(): void;
  /** Reads new messages if the chat is open, for example after a form on the same page was sent. */
  refresh(): void;
}
