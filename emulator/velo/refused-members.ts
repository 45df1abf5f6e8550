// Lists what Wix documents of the older modules and the emulator refuses by name. Every other member that Wix's typings
// declare is emulated; a test compares them.

const BADGES = [
  'assignMembers()',
  'createBadge()',
  'deleteBadge()',
  'listMemberBadges()',
  'listMembers()',
  'removeMembers()',
  'updateBadge()',
] as const;
const ROLES = ['assignRole()', 'removeRole()'] as const;
const CURRENCIES = ['currencyConverter', 'siteSettings', 'getAllCurrencies()'] as const;
const CONSENT_POLICY = [
  'getCurrentConsentPolicy()',
  'onConsentPolicyChanged()',
  'resetConsentPolicy()',
  'setConsentPolicy()',
] as const;

/**
 * The refused members of a module or of one of its objects, with `()` after the name of a function. A function throws
 * NOT_EMULATED when it is called, so that the code that imports it loads; a value throws when it is read.
 */
export const REFUSED_MEMBERS = {
  'wix-crm-backend.notifications': ['notify()'],
  'wix-crm-backend.tasks': [
    'completeTask()',
    'createTask()',
    'getTask()',
    'removeTask()',
    'resetTask()',
    'updateTaskFields()',
  ],
  'wix-crm-backend.workflows': [
    'archiveCard()',
    'createCard()',
    'createPhase()',
    'createWorkflow()',
    'deleteCard()',
    'deletePhase()',
    'deleteWorkflow()',
    'getCard()',
    'getPhaseInfo()',
    'getWorkflowInfo()',
    'listCards()',
    'listPhasesInfo()',
    'listWorkflowsInfo()',
    'moveCard()',
    'movePhase()',
    'restoreCard()',
    'updateCardFields()',
    'updatePhaseFields()',
    'updateWorkflowFields()',
  ],
  'wix-media-backend.mediaManager': [
    'downloadFiles()',
    'downloadFolder()',
    'getFolderInfo()',
    'getVideoPlaybackUrl()',
    'importFile()',
    'listFiles()',
    'listFolders()',
    'moveFilesToTrash()',
    'moveFoldersToTrash()',
  ],
  'wix-members.authentication': [
    'applySessionToken()',
    'login()',
    'promptForgotPassword()',
    'register()',
  ],
  'wix-members.currentMember': ['makeProfilePrivate()', 'makeProfilePublic()'],
  'wix-members-backend.authentication': [
    'approveByToken()',
    'changeLoginEmail()',
    'generateSessionToken()',
    'login()',
    'register()',
    'sendSetPasswordEmail()',
  ],
  'wix-members-backend.authorization': ROLES,
  'wix-members-backend.badges': BADGES,
  'wix-members-backend.currentMember': ['makeProfilePrivate()', 'makeProfilePublic()'],
  'wix-pay': ['startPayment()'],
  'wix-pay.currencies': CURRENCIES,
  'wix-pay-backend': ['createPayment()'],
  'wix-pay-backend.currencies': CURRENCIES,
  'wix-site': [
    'currency',
    'currentPage',
    'revision',
    'timezone',
    'getSiteDisplayName()',
    'getSiteStructure()',
    'routerSitemap()',
  ],
  'wix-site-backend': ['invalidateCache()'],
  'wix-users': [
    'applySessionToken()',
    ...CONSENT_POLICY,
    'login()',
    'promptForgotPassword()',
    'register()',
  ],
  'wix-users.currentUser': ['getPricingPlans()'],
  'wix-users-backend': [
    'approveByToken()',
    'generateSessionToken()',
    'login()',
    'register()',
    'updateUserFields()',
  ],
  'wix-users-backend.badges': BADGES,
  'wix-users-backend.currentUser': ['getPricingPlans()'],
  'wix-users-backend.roles': ROLES,
  'wix-window': ['getCurrentGeolocation()', 'openModal()', 'postMessage()'],
  'wix-window.consentPolicy': CONSENT_POLICY,
} as const satisfies Readonly<Record<string, readonly string[]>>;

const REFUSED: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(REFUSED_MEMBERS));

/** Returns how a module or object refuses a member; undefined if it does not. */
export function findRefusal(owner: string, member: string): 'function' | 'value' | undefined {
  const members = REFUSED.get(owner);
  if (members?.includes(`${member}()`)) return 'function';
  return members?.includes(member) ? 'value' : undefined;
}

/**
 * Returns whether a module refuses a member, such as `currentUser.getPricingPlans` of `wix-users`.
 * @param specifier the name of the module; with `-frontend` it is the same module
 */
export function isRefusedMember(specifier: string, path: string): boolean {
  const names = [specifier.replace(/-frontend$/, ''), ...path.split('.')];
  const member = names.pop() ?? '';
  return findRefusal(names.join('.'), member) !== undefined;
}
