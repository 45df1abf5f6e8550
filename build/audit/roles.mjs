/** Names of fields and parameters that select a record or a person. */
const SELECTING =
  /^_?id$|(?:Id|ID|_id|Ids|IDs)$|^(?:login)?e-?mails?$|Email$|^(?:phone|slug|key|cursor|filter|query|search|to|recipients?|collection(?:Name)?|owner|_owner|user|member|contact|participant)$/i;
/** Names of fields that say which person is meant. */
const PERSON =
  /^_?(?:member|contact|user|owner|customer|buyer|participant|visitor|subscriber|sender|recipient|conversation)(?:Id|_id|ID)?s?$|^to$/i;
/** Fields that only say how much or in which order. */
const PAGING = /^(?:limit|skip|offset|paging|sort(?:ing)?|order|fields|fieldsets?|language)$/i;
/** Methods of a query that say which records it finds. */
const FILTERS =
  /^(?:eq|ne|hasSome|hasAll|in|contains|startsWith|endsWith|gt|ge|lt|le|between|isEmpty|matches|and|or|not|filter|search)$/;
/** Methods of a query that restrict it to records that have a value. */
const RESTRICTING = /^(?:eq|hasSome|hasAll|in)$/;
/** Verbs of methods that create something: what is in it is content, unless it says for whom. */
const CREATES = new Set(
  'create insert add submit append upload register publish subscribe import generate'.split(' '),
);
/** Verbs of methods that change something. */
const CHANGES = new Set('update save patch set upsert replace'.split(' '));
/** Verbs of methods that send something. */
const SENDS = new Set('send email notify'.split(' '));
/** Verbs of methods that only read. */
const READS = new Set(
  'get query list find count search distinct aggregate retrieve read fetch is run'.split(' '),
);
/** Arguments that select a person, other than the first one. */
const SELECTING_ARGUMENTS = new Map([
  ['emailContact', [0, 1]],
  ['emailMember', [0, 1]],
  ['emailUser', [0, 1]],
  ['assignRole', [0, 1]],
  ['removeRole', [0, 1]],
  ['assignBadge', [0, 1]],
]);

/**
 * Where a value is in the arguments of a call to Wix.
 *
 * @typedef {object} Position
 * @property {string} module
 * @property {string} method The last name of the call: `getConversation`.
 * @property {number} index Of the argument.
 * @property {readonly string[]} path Names of the fields in it.
 * @property {string} label The caller's argument: `options.memberId`.
 */

/**
 * Returns whether an argument at this position selects a record or a person. Otherwise it is content: what is
 * written, or sent as a message.
 *
 * @param {Position} position
 */
export function selects({ module, method, index, path, label }) {
  const name = path.findLast((it) => !/^\d+$/.test(it)) ?? '';
  if (path.some((it) => PAGING.test(it))) return false;
  if (PAGING.test(method) || /^(?:ascending|descending|include)$/.test(method)) return false;
  if (FILTERS.test(method)) return true;
  if (/^(?:wix-data|@wix\/data)/.test(module)) return selectsItem({ method, index, path, label });
  if (CREATES.has(verbOf(method))) return PERSON.test(name);
  const isWhole = path.length === 0;
  const known = SELECTING_ARGUMENTS.get(method);
  if (known !== undefined && isWhole) return known.includes(index);
  if (index === 0) {
    if (isWhole) return true;
    return CHANGES.has(verbOf(method)) || SENDS.has(verbOf(method)) ? SELECTING.test(name) : true;
  }
  return SELECTING.test(isWhole ? lastOf(label) : name);
}

/** @param {Pick<Position, 'method' | 'index' | 'path' | 'label'>} position */
function selectsItem({ method, index, path, label }) {
  // The arguments of these are options.
  if (/^(?:find|count|run|distinct)$/.test(method)) return false;
  if (index === 0) return true;
  const name = path.at(-1) ?? '';
  if (CREATES.has(verbOf(method))) return PERSON.test(name);
  // An item that is the caller's own object has their _id.
  if (CHANGES.has(verbOf(method))) {
    return path.every((it) => /^\d+$/.test(it)) || name === '_id' || PERSON.test(name);
  }
  return path.length === 0 ? index === 1 || SELECTING.test(lastOf(label)) : SELECTING.test(name);
}

/**
 * Returns whether a method of a query restricts it to records that have a value.
 *
 * @param {string} method
 */
export function restricts(method) {
  return RESTRICTING.test(method);
}

/**
 * Returns whether a call reads, and changes nothing: its result can be checked before it is used.
 *
 * @param {string} name `conversations.getConversation`.
 */
export function onlyReads(name) {
  const method = lastOf(name.split('(')[0] ?? name);
  return READS.has(verbOf(method)) && !method.includes('OrCreate');
}

/** Returns the verb of a method: `insert` of `bulkInsert`. @param {string} method */
function verbOf(method) {
  const [, verb = ''] = /^(?:bulk(?=[A-Z]))?([A-Z]?[a-z]*)/.exec(method) ?? [];
  return verb.toLowerCase();
}

/** @param {string} name */
export function lastOf(name) {
  return name.slice(name.lastIndexOf('.') + 1);
}
