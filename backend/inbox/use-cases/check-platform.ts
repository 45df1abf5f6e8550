import type { InboxContext } from 'backend/inbox/context';
import { describeError } from 'backend/inbox/error';
import { findWebCrypto, type WebCryptoSource } from 'backend/inbox/web-crypto';
import type { ChannelForm, ContactSource } from 'backend/inbox/wix/port';
import type { Check } from 'public/inbox-shapes';

type PlatformContext = Pick<InboxContext, 'wix' | 'settings' | 'subscriberForms'>;

/** The number of contacts that are looked at. */
const CONTACTS = 20;

/** Checks what Wix's documentation leaves open and the bundle depends on. Each message says what follows. */
export async function checkPlatform(context: PlatformContext): Promise<readonly Check[]> {
  const { source } = findWebCrypto();
  const [channels, contactSource] = await Promise.all([
    checkChannels(context),
    checkContactSource(context),
  ]);
  return [checkWebCrypto(source), checkSubscriber(context), channels, contactSource];
}

const WEB_CRYPTO: Readonly<Record<WebCryptoSource, string>> = {
  global: 'The runtime has a global WebCrypto. Channels, cursors and form tickets work.',
  module: 'WebCrypto comes from the module crypto. Channels, cursors and form tickets work.',
  none: 'The runtime has no WebCrypto: pages poll every 20 s, load no older messages, and forms have no tickets. Set formTicket to a value other than required.',
};

/** Describes where WebCrypto was found. */
export function checkWebCrypto(source: WebCryptoSource): Check {
  return { name: 'web-crypto', ok: source !== 'none', message: WEB_CRYPTO[source] };
}

/** A container only knows the subscribers that it has seen. */
function checkSubscriber({ settings, subscriberForms }: PlatformContext): Check {
  const name = 'realtime-subscriber';
  if (settings.realtime === 'off') {
    return { name, ok: true, message: 'Realtime is off in the settings: pages poll every 20 s.' };
  }
  const forms = [...subscriberForms].sort();
  if (forms.length === 0) {
    const message =
      'This container has seen no subscriber yet. Publish, open the chat and the dashboard on the live site, and check again. If there is none then, Wix does not call realtime-permissions.js: in Wix Studio, pages cannot subscribe without this file; elsewhere, anyone can subscribe.';
    return { name, ok: true, message };
  }
  const refused = forms.filter((form) => /unknown|^(?:visitor|member) without/i.test(form));
  const follows =
    refused.length > 0
      ? `Pages of ${refused.join(', ')} are refused and poll every 20 s.`
      : 'All of them can subscribe.';
  return {
    name,
    ok: refused.length === 0,
    message: `Wix describes subscribers as ${forms.join(', ')}. ${follows}`,
  };
}

const CHANNELS: Readonly<Record<ChannelForm, string>> = {
  names: 'Wix accepts channels by name, as in the settings.',
  ids: 'Wix refuses channels by name and accepts them by id: messages are sent with the ids. Add sourceChannelId and targetChannelIds to the settings as soon as Wix publishes the values.',
  none: 'Wix refuses channels by name and by id: messages for the chat are sent without one, and replies by email and SMS fail.',
};

async function checkChannels({ wix, settings }: PlatformContext): Promise<Check> {
  const name = 'channels';
  try {
    const form = await wix.acceptedChannels(settings.channels);
    return { name, ok: form !== 'none', message: CHANNELS[form] };
  } catch (error) {
    return { name, ok: false, message: `Fails: ${describeError(error)}.` };
  }
}

async function checkContactSource({ wix, settings }: PlatformContext): Promise<Check> {
  const name = 'contact-source';
  const { thankContactsFrom } = settings;
  if (thankContactsFrom.length === 0) {
    return { name, ok: true, message: 'thankContactsFrom is empty: no contact is thanked.' };
  }
  try {
    const sources = await wix.newestContactSources(CONTACTS);
    if (sources.length === 0) {
      const message = 'The site has no contacts yet. Send a form with a new address, check again.';
      return { name, ok: true, message };
    }
    const isThanked = ({ sourceType = '', appId = '' }: ContactSource) =>
      thankContactsFrom.includes(sourceType) || thankContactsFrom.includes(appId);
    const list = [...new Set(sources.map(describeSource))].join('; ');
    const follows = sources.some(isThanked)
      ? 'Contacts from at least one of them are thanked.'
      : 'None of them is in thankContactsFrom: send a form with a new address, check again, and add the first source if its sender is to be thanked.';
    return { name, ok: true, message: `The newest contacts come from ${list}. ${follows}` };
  } catch (error) {
    return { name, ok: false, message: `Fails: ${describeError(error)}.` };
  }
}

function describeSource({ sourceType = 'an unknown source', appId }: ContactSource): string {
  return appId === undefined ? sourceType : `${sourceType} (${appId})`;
}
