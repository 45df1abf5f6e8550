// Publishing to Wix Realtime: the public method, and the older one behind sites' `wix-realtime-backend`. Leaves out rate limits.
import * as meta from '@wix/auto_sdk_duplexer_publisher/meta';
import * as v from 'valibot';
import { describedByHand } from '../core/schema-operation.ts';
import { operation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { requirePublishable, toChannel } from './channel-name.ts';

const Text = v.pipe(v.string(), v.maxLength(1000));

/** The body that the package @wix/sdk_realtime_site sends. */
const OlderPublish = v.object({
  channels: v.pipe(v.array(Text), v.minLength(1), v.maxLength(10)),
  resourceId: v.exactOptional(v.nullable(Text)),
  event: v.exactOptional(Text),
  payload: v.object({ payload: v.optional(v.unknown()) }),
  publisher: v.exactOptional(v.object({ uid: v.exactOptional(Text) })),
  recipients: v.exactOptional(v.pipe(v.array(Text), v.maxLength(1000))),
});

/** Reads a payload whole: what subscribers get is what was sent. */
function copied(payload: unknown): unknown {
  const copy: unknown = payload === undefined ? undefined : JSON.parse(JSON.stringify(payload));
  return copy;
}

/** Realtime's methods of servers. */
export const REALTIME_OPERATIONS: readonly Operation[] = [
  operation({
    rules: loadRules('realtime-publisher'),
    method: 'publish',
    meta: meta.publish,
    who: ['app'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/core-modules/realtime/realtime/publisher/publish',
    notes: 'A wrong channel and a payload past 10 KB answer 400 (codes assumed).',
    run(call, { message, channels, resourceId }) {
      const payload = copied(message.payload);
      const uid = message.publisherInfo?.uid;
      const targets = channels.map((name) => toChannel(name, resourceId));
      targets.forEach((channel) => requirePublishable(channel, payload));
      for (const channel of targets) {
        call.publish({ channel, payload, ...(uid ? { publisher: { id: uid } } : {}) });
      }
      return {};
    },
  }),
  describedByHand({
    api: 'duplexer',
    name: 'DuplexerApi.Publish',
    httpMethod: 'POST',
    paths: ['/_api/wix-duplexer-api/v3/publish'],
    who: ['app'],
    grade: 'seen',
    source: '@wix/sdk_realtime_site',
    notes: 'Behind `wix-realtime-backend` and `site.publish()` of @wix/realtime.',
    schema: OlderPublish,
    run(call, { channels, resourceId, payload: wrapped, publisher, recipients }) {
      const payload = copied(wrapped.payload);
      const uid = publisher?.uid;
      const targets = channels.map((name) => toChannel(name, resourceId));
      targets.forEach((channel) => requirePublishable(channel, payload));
      for (const channel of targets) {
        call.publish({
          channel,
          payload,
          ...(uid ? { publisher: { id: uid } } : {}),
          ...(recipients ? { recipients: [...recipients] } : {}),
        });
      }
      return {};
    },
  }),
];
