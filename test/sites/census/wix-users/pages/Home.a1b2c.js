import wixUsers from 'wix-users';
import { who } from 'backend/who';

$w.onReady(async () => {
  const { loggedIn, role } = wixUsers.currentUser;
  wixUsers.onLogin((user) => console.log(user.id));
  if (loggedIn) $w('#who').text = `${role} ${(await wixUsers.currentUser.getRoles())[0].name}`;
  await who();
});
