import { Permissions, webMethod } from '@wix/web-methods';

let count = 0;

export const next = webMethod(Permissions.Anyone, () => {
  count += 1;
  return count;
});
