import wixUsers from 'wix-users';
import { authentication } from 'wix-members-frontend';

export async function login_click() {
  await wixUsers.promptLogin();
  await authentication.login('ada@example.com', 'a-password');
}
