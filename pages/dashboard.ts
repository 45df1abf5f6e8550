import * as siteMembers from '@wix/site-members';
import { realtime } from '@wix/site-realtime';
import { local, session } from '@wix/site-storage';
import { rendering, window } from '@wix/site-window';
import { dashboard } from 'public/inbox-dashboard';
import {
  findParticipants,
  getConversation,
  listAllMessages,
  listRecent,
  openConversation,
  sendMessageTo,
} from 'backend/inbox.web';

$w.onReady(async () => {
  // Skip server-side rendering: the list is loaded in the browser only.
  if ((await rendering.env().catch(() => 'browser')) === 'backend') return;
  dashboard($w, {
    methods: {
      recent: listRecent,
      find: findParticipants,
      open: openConversation,
      conversation: getConversation,
      messages: listAllMessages,
      send: sendMessageTo,
    },
    isOwner: async () =>
      (await siteMembers.authentication.loggedIn()) || (await window.viewMode()) === 'Preview',
    realtime,
    // Through the namespace: Wix deprecates `authentication`, and the page works without it.
    identity: siteMembers.authentication,
    storage: local,
    draftStorage: session,
    memberId: async () => (await siteMembers.currentMember.getMember())?._id,
  });
});
