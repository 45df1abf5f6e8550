import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { generateRules } from '../../../emulator/tools/generate-rules.ts';
import {
  isRulesName,
  loadRules,
  RULE_PACKAGES,
  RulesFile,
} from '../../../emulator/wix/rules/rules.ts';

const names = Object.keys(RULE_PACKAGES).filter(isRulesName);

it.each(names)('the committed rules of %s match the installed package', (name) => {
  const committed = readFileSync(
    new URL(`../../../emulator/wix/rules/${name}.json`, import.meta.url),
    'utf8',
  );
  expect(committed).toBe(generateRules(name));
});

it.each(names)('the rules of %s have the form of a rules file', (name) => {
  expect(v.safeParse(RulesFile, loadRules(name)).issues).toBeUndefined();
});

it.each(names)('the rules of %s contain every type and enum that they refer to', (name) => {
  const { methods, types, enums } = loadRules(name);
  const named = JSON.stringify(types).matchAll(/"(ref|enum)":"(\w+)"/g);
  for (const [, kind, type = ''] of named) {
    expect(kind === 'ref' ? types : enums).toHaveProperty(type);
  }
  for (const { request, response } of Object.values(methods)) {
    expect(types).toHaveProperty(request);
    expect(types).toHaveProperty(response);
  }
});

it('reads the declarations of a message', () => {
  const { fqdn, methods, events, types, enums } = loadRules('inbox-messages');
  expect(fqdn).toBe('wix.crm.inbox.v2.message');
  expect(methods['sendMessage']).toMatchObject({
    fqn: 'com.wixpress.inbox.v2.MessagesService.SendMessage',
    permissions: ['INBOX.SEND_MESSAGES'],
    required: ['conversationId', 'message', 'message.content'],
    errors: ['IDENTITY_DOES_NOT_MATCH', 'INBOX_INSTANCE_NOT_FOUND', 'INVALID_MEDIA_URL'],
  });
  expect(events['wix.crm.inbox.v2.message_button_interacted']).toContain(
    'SCOPE.DC-INBOX.READ-MSGS',
  );
  expect(types['Message']?.fields['badges']).toEqual({
    type: { array: { ref: 'Badge' } },
    maxSize: 1,
  });
  expect(types['Message']?.fields['visibility']).toEqual({
    type: { enum: 'MessageVisibility' },
    required: true,
  });
  expect(types['Message']?.fields['targetChannels']?.deprecated).toEqual({
    replacedBy: 'target_channel_ids',
    removal: '2026-06-30',
  });
  expect(types['MessageContent']?.oneOfs).toEqual([
    ['basic', 'template', 'minimal', 'form', 'system'],
  ]);
  expect(types['Button']?.fields['launchUrl']).toEqual({
    type: 'string',
    nullable: true,
    maxLength: 16384,
    format: 'WEB_URL',
  });
  expect(enums['MessageVisibility']).toEqual([
    'UNKNOWN_VISIBILITY',
    'BUSINESS_AND_PARTICIPANT',
    'BUSINESS',
  ]);
});

it('reads the fields of a contact that a query may use', () => {
  const fields = loadRules('contacts').queries['Contact']?.fields;
  expect(fields?.['primaryInfo.email']).toEqual({
    operators: ['$eq', '$exists', '$in', '$ne', '$startsWith'],
    sort: 'BOTH',
  });
  expect(fields?.['id']).toEqual({ operators: ['$eq', '$exists', '$in', '$ne'], sort: 'NONE' });
});
