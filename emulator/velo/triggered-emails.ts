// Creates the functions that send triggered emails, which backends and pages have.
import { postToWix, type Permissions } from './fetch-with-auth.ts';

const SEND_URL = 'https://www.wixapis.com/emulated-triggered-emails/v1/send';

/** Options of a triggered email. */
export interface TriggeredEmailOptions {
  /** The values of the template's variables: text. */
  readonly variables?: Readonly<Record<string, string>>;
}

type Send = (emailId: string, id: string, options?: TriggeredEmailOptions) => Promise<void>;

/**
 * Creates `triggeredEmails` of `wix-crm-backend` and `wix-crm`.
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/triggered-emails/introduction
 */
export function createTriggeredEmails(permissions: Permissions): {
  readonly emailContact: Send;
  readonly emailMember: Send;
} {
  const send = async (request: object, options: TriggeredEmailOptions = {}): Promise<void> => {
    const { variables } = options;
    await postToWix(permissions, SEND_URL, { ...request, ...(variables ? { variables } : {}) });
  };
  return {
    emailContact: (emailId, contactId, options) => send({ emailId, contactId }, options),
    emailMember: (emailId, memberId, options) => send({ emailId, memberId }, options),
  };
}
