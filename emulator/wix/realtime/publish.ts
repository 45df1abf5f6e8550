// Emulates publishing to Wix Realtime: the public method, and the older one that `wix-realtime-backend` calls. Not
// emulated: rate limits.
import * as meta from '@wix/auto_sdk_duplexer_publisher/meta';
import * as v from 'valibot';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { checkPublish, toChannel } from './channel-name.ts';

const Text = v.pipe(v.string(), v.maxLength(1000));

/** The body that the package @wix/sdk_realtime_site sends. */
const LegacyPublishInput = v.object({
  channels: v.pipe(v.array(Text), v.minLength(1), v.maxLength(10)),
  resourceId: v.exactOptional(v.nullable(Text)),
  event: v.exactOptional(Text),
  payload: v.object({ payload: v.optional(v.unknown()) }),
  publisher: v.exactOptional(v.object({ uid: v.exactOptional(Text) })),
  recipients: v.exactOptional(v.pipe(v.array(Text), v.maxLength(1000))),
});

/** Copies a payload, so that every field counts as read and subscribers receive what was sent. */
function copyPayload(payload: unknown): unknown {
  const copy: unknown = payload === undefined ? undefined : JSON.parse(JSON.stringify(payload));
  return copy;
}

/** Realtime's operations for backends. */
export const REALTIME_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules: loadRules('realtime-publisher'),
    method: 'publish',
    meta: meta.publish,
    callers: ['app'],
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/core-modules/realtime/realtime/publisher/publish',
    notes: 'An invalid channel or a payload above 10 KB is refused with 400 (codes assumed).',
    run(context, { message, channels, resourceId }) {
      const payload = copyPayload(message.payload);
      const uid = message.publisherInfo?.uid;
      const targets = channels.map((name) => toChannel(name, resourceId));
      targets.forEach((channel) => checkPublish(channel, payload));
      for (const channel of targets) {
        context.publish({ channel, payload, ...(uid ? { publisher: { id: uid } } : {}) });
      }
      return {};
    },
  }),
  defineSchemaOperation({
    api: 'duplexer',
    name: 'DuplexerApi.Publish',
    httpMethod: 'POST',
    paths: ['/_api/wix-duplexer-api/v3/publish'],
    callers: ['app'],
    grade: 'seen',
    source: '@wix/sdk_realtime_site',
    notes: 'Used by `wix-realtime-backend` and `site.publish()` of @wix/realtime.',
    schema: LegacyPublishInput,
    run(context, { channels, resourceId, payload: wrapped, publisher, recipients }) {
      const payload = copyPayload(wrapped.payload);
      const uid = publisher?.uid;
      const targets = channels.map((name) => toChannel(name, resourceId));
      targets.forEach((channel) => checkPublish(channel, payload));
      for (const channel of targets) {
        context.publish({
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
