// Emulates the content of a message, as Inbox's Send Message receives and returns it. Not emulated: system
// messages, which only Wix sends.
import type { SendMessageRequestOriginal } from '@wix/auto_sdk_inbox_messages/meta';
import { readDocument } from '../../database/documents.ts';
import { VELO_APP_ID, type OperationContext } from '../core/context.ts';
import type { FromWire } from '../core/operation.ts';
import { readWhole } from '../core/request-log.ts';
import { WixValidationError } from '../core/wix-error.ts';

type MessageContent = NonNullable<FromWire<SendMessageRequestOriginal>['message']['content']>;

const PAYLOADS = ['basic', 'template', 'minimal', 'form'] as const;

/** Builds the payload of a message's content, with the fields that Wix adds. */
export function buildContent(
  context: OperationContext,
  content: MessageContent,
): { readonly contentType: string; readonly payload: object } {
  if (content.system) {
    throw new WixValidationError([
      {
        field: 'message.content.system',
        description: 'is reserved for Wix',
        violatedRule: 'VALIDATION',
      },
    ]);
  }
  const type = PAYLOADS.find((name) => content[name] !== undefined && content[name] !== null);
  switch (type) {
    case 'basic':
      return { contentType: 'BASIC', payload: { basic: readWhole(content.basic) } };
    case 'minimal':
      return { contentType: 'MINIMAL', payload: { minimal: readWhole(content.minimal) } };
    case 'form':
      return { contentType: 'FORM', payload: { form: readWhole(content.form) } };
    case 'template': {
      const { buttons, ...rest } = { ...content.template };
      const appId = context.identity?.kind === 'app' ? context.identity.id : VELO_APP_ID;
      const template = {
        ...readWhole(rest),
        orientation: rest.orientation ?? 'PORTRAIT',
        textLines: readWhole(rest.textLines ?? []),
        buttons: (buttons ?? []).map((button) =>
          button.postbackProperties
            ? {
                ...readWhole(button),
                postbackProperties: { ...readWhole(button.postbackProperties), appId },
              }
            : readWhole(button),
        ),
      };
      return { contentType: 'TEMPLATE', payload: { template } };
    }
    case undefined:
      throw new WixValidationError([
        {
          field: 'message.content',
          description: 'must have a payload',
          violatedRule: 'REQUIRED_FIELD',
        },
      ]);
  }
}

/** Copies a content with its texts trimmed, and each run of white space as one space (the fault `content-rewritten`). */
export function collapseWhiteSpace<T>(content: T): T {
  return readDocument<T>(
    JSON.stringify(content, (_key, value: unknown) =>
      typeof value === 'string' ? value.trim().replaceAll(/\s+/g, ' ') : value,
    ),
  );
}

/** Lists the media URLs in a message's content. */
export function listMediaUrls(content: MessageContent): readonly string[] {
  const items = [...(content.basic?.items ?? []), ...(content.form?.media ?? [])];
  return items.flatMap(({ image, file }) => image?.url ?? file?.url ?? []);
}
