import { Permissions, webMethod } from 'wix-web-module';
import { elevate } from 'wix-auth';
import { conversations } from 'wix-inbox.v2';

export const open = webMethod(Permissions.Admin, (contactId) =>
  elevate(conversations.getOrCreateConversation)({ contactId }),
);
