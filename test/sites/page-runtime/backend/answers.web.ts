import { Permissions, webMethod } from '@wix/web-methods';

export const echo = webMethod(Permissions.Anyone, (value: unknown) => value);

export const isDate = webMethod(Permissions.Anyone, (value: unknown) => value instanceof Date);

export const fail = webMethod(Permissions.Anyone, () => {
  throw Object.assign(new RangeError('too far'), { code: 'FAR', secret: 'stays behind' });
});

export const throwText = webMethod(Permissions.Anyone, () => {
  throw 'only text';
});

export const nothing = webMethod(Permissions.Anyone, () => undefined);
