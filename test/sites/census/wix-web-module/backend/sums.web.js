import { Permissions, webMethod } from 'wix-web-module';

export const add = webMethod(Permissions.SiteMember, (a, b) => a + b);
