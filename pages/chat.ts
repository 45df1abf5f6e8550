import * as siteMembers from '@wix/site-members';
import { realtime } from '@wix/site-realtime';
import { session } from '@wix/site-storage';
import { chat } from 'public/inbox-chat';
import { listMessages, sendBasicMessage } from 'backend/inbox.web';

$w.onReady(() => {
  chat($w, {
    list: listMessages,
    send: sendBasicMessage,
    realtime,
    // Through the namespace: Wix deprecates `authentication`, and the page works without it.
    identity: siteMembers.authentication,
    storage: session,
  });
});
