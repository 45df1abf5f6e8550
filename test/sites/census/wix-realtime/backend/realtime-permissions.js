import { permissionsRouter } from 'wix-realtime-backend';

permissionsRouter.default(() => ({ read: true }));

export const realtime_check_permission = (channel, subscriber) =>
  permissionsRouter.check(channel, subscriber);
