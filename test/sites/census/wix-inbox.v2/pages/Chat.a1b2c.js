import { contacts } from 'wix-crm.v2';
import { messages } from 'wix-inbox.v2';
import { members } from 'wix-members.v2';

$w.onReady(() => {
  console.log(
    typeof contacts.queryContacts,
    typeof messages.listMessages,
    typeof members.getMember,
  );
});
