import type { IdentifiedCaller } from 'backend/inbox/access/caller';
import type { Sending } from 'backend/inbox/messaging/send';
import type { BudgetName, InboxSettings } from 'backend/inbox/settings';
import type { Participant } from 'public/inbox-shapes';

/** The owner of a send log. Keys are unique per sender, and limits count per sender. */
export type Sender =
  /** A visitor or member who writes to the business. */
  | { readonly kind: IdentifiedCaller['kind']; readonly participant: Participant }
  /** The business, writing to a participant. */
  | { readonly kind: 'business'; readonly participant: Participant }
  /** A caller without an identity, by a hash of their message. */
  | { readonly kind: 'unknown'; readonly message: string }
  /** An event, by what happened: `thanks:<contactId>`. */
  | {
      readonly kind: 'event';
      readonly dedupeKey: string;
      readonly budget?: BudgetName;
      /** What happened, as text, if the message can be sent again without the event. */
      readonly trigger?: string;
    };

/** Who sends. */
export type SenderKind = Sender['kind'];

/** Returns a text that identifies a sender. */
export function toSender(sender: Sender): string {
  if (sender.kind === 'unknown') return `unknown:${sender.message}`;
  if (sender.kind === 'event') return `event:${sender.dedupeKey}`;
  const [[name, id] = []] = Object.entries(sender.participant);
  return `${sender.kind}:${String(name)}:${String(id)}`;
}

/** Returns the budget of the site that a message is counted in, if there is one. */
export function budgetOf(
  { sender, ticket, captchaToken }: Pick<Sending, 'sender' | 'ticket' | 'captchaToken'>,
  { captcha }: Pick<InboxSettings, 'captcha'>,
): BudgetName | undefined {
  switch (sender.kind) {
    case 'visitor':
    case 'unknown':
      if (captcha === 'on' && captchaToken !== undefined) return 'visitorsWithCaptcha';
      return ticket ? 'visitorsWithTicket' : 'visitors';
    case 'member':
      return 'members';
    case 'event':
      return sender.budget;
    case 'business':
      return undefined;
  }
}
