// Emulates Wix's module `wix-realtime`, now `wix-realtime-frontend`: the methods of `@wix/site-realtime`.
import { realtime } from '@wix/site-realtime';
import { olderModule } from './older-module.ts';

const { onConnected, onDisconnected, onError, subscribe, unsubscribe } = realtime;

const wixRealtime = { onConnected, onDisconnected, onError, subscribe, unsubscribe };

export { onConnected, onDisconnected, onError, subscribe, unsubscribe };
export default olderModule('wix-realtime', wixRealtime);
