import { Permissions, webMethod } from '@wix/web-methods';
import { secretWord } from 'backend/secret';
import { shout } from 'public/shout';

export const greet = webMethod(Permissions.Anyone, (name: string) => shout(`hello ${name}`));
export const measure = webMethod(Permissions.SiteMember, () => secretWord().length);
export const tell = webMethod(Permissions.Admin, () => secretWord());
export function notAWebMethod(): string {
  return secretWord();
}
