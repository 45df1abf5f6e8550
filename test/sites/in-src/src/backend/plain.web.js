import { Permissions, webMethod } from '@wix/web-methods';

export const echo = webMethod(Permissions.Anyone, (...all) => all);
