import * as siteMembers from '@wix/site-members';
import { realtime } from '@wix/site-realtime';
import { chat } from 'public/inbox-chat';
import { listMessages, sendBasicMessage } from 'backend/inbox.web';

$w.onReady(() => {
  // Through the namespace: Wix deprecates `authentication`, and the page works without it.
  const identity = siteMembers.authentication;
  chat($w, { list: listMessages, send: sendBasicMessage, realtime, identity });
});
