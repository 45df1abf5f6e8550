import type {
  Addressee,
  Answer,
  BusinessMessage,
  Conversation,
  FoundParticipant,
  ListOptions,
  MessagePage,
  Participant,
  PeopleQuery,
  RecentEvent,
  RecentOptions,
  SendToOptions,
  SentByBusiness,
} from 'public/inbox-shapes';

/** The web methods of `backend/inbox.web` that a dashboard calls; all of them are for Admins. */
export interface DashboardMethods {
  /** `listRecent` */
  readonly recent: (
    options: RecentOptions,
  ) => Promise<Answer<{ readonly recent: readonly RecentEvent[] }>>;
  /** `findParticipants` */
  readonly find: (
    query: PeopleQuery,
  ) => Promise<Answer<{ readonly participants: readonly FoundParticipant[] }>>;
  /** `openConversation` */
  readonly open: (
    participant: Addressee,
  ) => Promise<Answer<{ readonly conversation: Conversation }>>;
  /** `getConversation` */
  readonly conversation: (id: string) => Promise<Answer<{ readonly conversation: Conversation }>>;
  /** `listAllMessages` */
  readonly messages: (id: string, options: ListOptions) => Promise<Answer<MessagePage>>;
  /** `sendMessageTo` */
  readonly send: (
    participant: Participant,
    message: BusinessMessage,
    options: SendToOptions,
  ) => Promise<Answer<SentByBusiness>>;
}
