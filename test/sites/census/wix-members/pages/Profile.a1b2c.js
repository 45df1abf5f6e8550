import { authentication, currentMember } from 'wix-members';
import wixMembersFrontend from 'wix-members-frontend';

$w.onReady(async () => {
  authentication.onLogin(() => $w('#name').show());
  const roles = await wixMembersFrontend.currentMember.getRoles();
  $w('#name').text = `${(await currentMember.getMember())?.profile.nickname} ${roles.length}`;
});
