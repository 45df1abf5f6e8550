/** Modules of Wix: `@wix/inbox`, `wix-data`, `wix-inbox.v2`. */
const WIX = /^(?:@wix\/|wix-)/;
/**
 * Members of modules that say who the caller is.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-backend/current-member/introduction
 * @see https://dev.wix.com/docs/velo/apis/wix-users-backend/current-user
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 */
const IDENTITY =
  /^(?:@wix\/essentials auth\.getTokenInfo|@wix\/members (?:members\.getCurrentMember|currentMember\.)|wix-members\S* (?:currentMember\.|members\.getCurrentMember|getCurrentMember)|wix-users\S* currentUser\.)/;
/** Members of modules that read the site's secrets. */
const SECRET = /^(?:@wix\/secrets|wix-secrets-backend\S*) (?:\S*\.)?getSecret(?:Value)?$/;

/** @param {string} specifier */
export function isWixModule(specifier) {
  return WIX.test(specifier);
}

/** @param {string} module @param {string} name */
export function isIdentity(module, name) {
  return IDENTITY.test(`${module} ${name}`);
}

/** @param {string} module @param {string} name */
export function isSecret(module, name) {
  return SECRET.test(`${module} ${name}`);
}

/** @param {string} module */
export function isData(module) {
  return /^(?:@wix\/data|wix-data)/.test(module);
}

/**
 * Returns whether a member of a module elevates a function.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 * @param {string} module
 * @param {string} name
 */
export function isElevate(module, name) {
  return /^(?:@wix\/essentials|wix-auth)$/.test(module) && /^(?:auth\.)?elevate$/.test(name);
}

/** @param {string} module @param {string} name */
export function isWebMethod(module, name) {
  return isWebModule(module) && name === 'webMethod';
}

/**
 * Returns the permission that a member of a module is: `SiteMember`.
 *
 * @param {string} module
 * @param {string} name
 */
export function permissionOf(module, name) {
  if (!isWebModule(module)) return undefined;
  const permissions = /** @type {const} */ (['Anyone', 'SiteMember', 'Admin']);
  return permissions.find((it) => name === `Permissions.${it}`);
}

/** @param {string} module */
function isWebModule(module) {
  return module === '@wix/web-methods' || module === 'wix-web-module';
}
