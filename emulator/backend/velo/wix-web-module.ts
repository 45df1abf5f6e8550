// Emulates Wix's module `wix-web-module`, the former name of `@wix/web-methods`.
export { Permissions, webMethod } from '@wix/web-methods';
