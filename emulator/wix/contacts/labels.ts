// Emulates Wix's Labels of contacts. Not emulated: the quota, translations, the events of labels.
import * as meta from '@wix/auto_sdk_crm_labels/meta';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import { defineOperation, type FromWire, type Operation } from '../core/operation.ts';
import type { Queryable } from '../core/query/run-query.ts';
import { WixApiError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { removeLabelFromContacts } from './change-contact.ts';
import {
  checkIsCustom,
  checkNameIsFree,
  createDefinitionKey,
  CUSTOM_NAMESPACE,
  type Definition,
  deleteDefinition,
  listDefinitions,
  queryDefinitions,
  requireDefinition,
  writeDefinition,
} from './definitions.ts';

type WireLabel = NonNullable<
  FromWire<ReturnType<typeof meta.getLabel>['__originalResponseType']>['label']
>;
/** A label as it is stored and returned. */
type Label = WireLabel & Definition;

const rules = loadRules('labels');
const DOCS = 'https://dev.wix.com/docs/rest/crm/members-contacts/contacts/labels';
const CALLERS = ['app', 'user'] as const;

/** The labels that every site has, as far as Wix's samples show them. @see {@link DOCS}/list-labels */
const SYSTEM_LABELS: readonly Label[] = ['Customers', 'Contacted Me'].map((displayName) => ({
  namespace: 'contacts',
  namespaceDisplayName: 'Labels',
  key: `contacts.${displayName.toLowerCase().replaceAll(' ', '-')}`,
  displayName,
  labelType: 'SYSTEM',
}));

/** Limits as the package's types document them; the page of Query Labels says 1,000 instead of 2,000. */
const LABELS: Queryable = {
  fields: rules.queries['ContactLabel']?.fields ?? {},
  caseInsensitive: new Set(),
  defaultLimit: 1000,
  maxLimit: 2000,
};

function listLabels(context: DatabaseContext): readonly Label[] {
  return [...listDefinitions<Label>(context, 'label'), ...SYSTEM_LABELS];
}

/**
 * Checks that labels exist before a contact gets them (documented; status and code are assumed).
 * @throws {WixApiError} 400 INVALID_ARGUMENT that names the unknown labels
 * @see https://dev.wix.com/docs/rest/crm/members-contacts/contacts/labels/find-or-create-label
 */
export function checkLabelsExist(context: DatabaseContext, keys: readonly string[]): void {
  if (keys.length === 0) {
    return;
  }
  const known = new Set(listLabels(context).map(({ key }) => key));
  const unknown = keys.filter((key) => !known.has(key));
  if (unknown.length > 0) {
    throw new WixApiError(
      400,
      'INVALID_ARGUMENT',
      `Labels ${unknown.join(', ')} do not exist; Find Or Create Label creates them`,
    );
  }
}

function findOrCreateLabel(
  context: OperationContext,
  displayName: string,
): { readonly label: Label; readonly newLabel: boolean } {
  const labels = listLabels(context);
  const found = labels.find((label) => label.displayName === displayName);
  if (found) {
    return { label: found, newLabel: false };
  }
  const now = context.now().toISOString();
  const label: Label = {
    namespace: CUSTOM_NAMESPACE,
    namespaceDisplayName: 'Labels',
    key: createDefinitionKey(displayName, labels),
    displayName,
    labelType: 'USER_DEFINED',
    createdDate: now,
    updatedDate: now,
  };
  writeDefinition(context, 'label', label);
  return { label, newLabel: true };
}

/** The emulated operations of Labels. */
export const LABEL_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'listLabels',
    meta: meta.listLabels,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/list-labels`,
    notes:
      'The system labels are those of Wix’s samples. Assumed: the order without a sort. The language changes nothing.',
    run(context, { labelType, namespace, startsWith, sort, paging }) {
      const labels = listLabels(context).filter(
        (label) =>
          (labelType === undefined || label.labelType === labelType) &&
          label.namespace === (namespace ?? label.namespace) &&
          label.displayName.startsWith(startsWith ?? ''),
      );
      const query = { sort: sort ? [sort] : [], paging };
      const { items, metadata } = queryDefinitions(labels, query, LABELS);
      return { labels: items, metadata };
    },
  }),
  defineOperation({
    rules,
    method: 'queryLabels',
    meta: meta.queryLabels,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/query-labels`,
    notes: 'Assumed: an invalid limit is INVALID_ARGUMENT. The language changes nothing.',
    run(context, { query = {} }) {
      const { items, metadata } = queryDefinitions(listLabels(context), query, {
        ...LABELS,
        isCaseSensitive: context.assumptions.startsWith === 'exact-case',
      });
      return { labels: items, pagingMetadata: metadata };
    },
  }),
  defineOperation({
    rules,
    method: 'findOrCreateLabel',
    meta: meta.findOrCreateLabel,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/find-or-create-label`,
    notes: 'Assumed: how the key follows from the display name. No quota is applied.',
    run: (context, { displayName }) => findOrCreateLabel(context, displayName),
  }),
  defineOperation({
    rules,
    method: 'getLabel',
    meta: meta.getLabel,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/get-label`,
    notes: 'Assumed: an unknown key is 404 NOT_FOUND.',
    run: (context, { key }) => ({ label: requireDefinition(listLabels(context), key, 'Label') }),
  }),
  defineOperation({
    rules,
    method: 'renameLabel',
    meta: meta.renameLabel,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/update-label`,
    notes:
      'Assumed: the codes of refusals, and that a display name can be used once. The key stays the same.',
    run(context, { label: { key = '', displayName = '' } = {} }) {
      const labels = listLabels(context);
      const label = requireDefinition(labels, key, 'Label');
      checkIsCustom(label, 'Label');
      checkNameIsFree(labels, { key, displayName }, 'A label');
      const renamed: Label = { ...label, displayName, updatedDate: context.now().toISOString() };
      writeDefinition(context, 'label', renamed);
      return { label: renamed };
    },
  }),
  defineOperation({
    rules,
    method: 'deleteLabel',
    meta: meta.deleteLabel,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/delete-label`,
    notes:
      'Assumed: the codes of refusals, and that each contact with the label gets a new revision and contact-updated.',
    run(context, { key }) {
      checkIsCustom(requireDefinition(listLabels(context), key, 'Label'), 'Label');
      deleteDefinition(context, 'label', key);
      removeLabelFromContacts(context, key);
      return {};
    },
  }),
];
