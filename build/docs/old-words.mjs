/** @typedef {import('./find-words.mjs').OldWord} OldWord */

/** @typedef {import('./find-words.mjs').Exception} Exception */

/**
 * Where a fault is one that is injected into calls on purpose.
 *
 * @type {readonly Exception[]}
 */
const INJECTED_FAULTS = [
  {
    file: /^test\/(torture\/|support\/(stories|port|browser|torture)\/|emulator\/(app-two|network\/lost-connections)|browser\/(contact-resend|inspector|session-bar))|^examples\/vitest\//,
    reason: 'faults that tests inject',
  },
  {
    file: /^(emulator\/(control|wix|screens)\/|bench\/|docs\/|test\/(stories|port|emulator\/(control|wix|screens)|support\/emulator\/wix|docs\.test)|test\/.*in-memory)/,
    reason: 'the faults that `PUT /_emulator/faults` or the tests inject',
  },
  {
    line: /world\.faults|_emulator\/faults|\bPUT faults\b|\binjected faults?\b/,
    reason: 'an injected fault in another file',
  },
];

/**
 * Where the former ids of elements are documented, tested and found.
 *
 * @type {readonly Exception[]}
 */
const FORMER_IDS = [
  { line: /\bformer(Name|Prefix): /, reason: 'the former id of an element, which is still found' },
  {
    file: /^(docs\/pages\.md|test\/public\/former-names\.test\.ts)$/,
    line: /Fault\b|chatPicture|chatFile|\btalk/,
    reason: 'a former id that is documented or tested',
  },
];

/**
 * Words that the project no longer uses, and what to write instead. A word that is also plain English is listed
 * by the names or phrases in which it is not.
 *
 * @type {readonly OldWord[]}
 */
export const OLD_WORDS = [
  // Names of the backend.
  name('whoIsTalking', 'resolveCaller'),
  {
    word: 'conflict marker',
    // Prettier formats one in Markdown as a quotation or as the row of a table.
    pattern: /^(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$|^> > > > > > > .*|^\| ={7} .*/g,
    instead: 'the text of both sides of the merge',
  },
  name('(Known)?Speaker', 'Caller, IdentifiedCaller'),
  name('speakers?', 'caller'),
  name('toSubject', 'callerKey'),
  name('createRooms', 'createContext'),
  name('Rooms', 'InboxContext'),
  name('tellPages', 'notifyPages'),
  name('tellHook', 'runHook'),
  name('askBeforeSend', 'runBeforeSend'),
  name('noteMessage', 'onMessageSent'),
  name('noteMerge', 'onConversationsMerged'),
  name('thankContact', 'sendThankYou'),
  name('reportLike', 'sendPostLiked'),
  name('answerButton', 'handleButtonClick'),
  name('noteRecent', 'recordRecent'),
  name('askWhose', 'readParticipant'),
  name('createAnswers', 'createEntryPoints (respond, runEventHandler)'),
  name('Begun|begun', 'Reservation, reservation; a generation in pages'),
  identifier('Recent', 'BoundedMap'),
  name('createRecent', 'createBoundedMap'),
  name('patientWix', 'unlimitedWix'),
  {
    ...name('answer', 'respond (of entry points)'),
    pattern: /\banswer(?=\(\(\) =>|<Result)/g,
    files: /^(backend|build|docs|README)/,
  },
  {
    ...name('finish', 'runEventHandler (of entry points)'),
    pattern: /\bfinish(?=\(\(\) =>|\(work)/g,
  },
  identifier('told', 'notifiedMessages; elsewhere a noun: output, notified'),
  identifier('whose|Whose', 'participantCache; elsewhere owner, participant'),
  identifier('pinged', 'lastPing'),
  { ...identifier('logged', 'loggedOnce'), files: /^(backend|test\/backend)\// },
  { ...identifier('home', 'scope (of an idempotency key)'), files: /^(backend|test\/backend)\// },
  { ...identifier('begin', 'reserve'), files: /^(backend|test\/backend)\// },
  { ...identifier('fact', 'dedupeKey'), files: /^(backend|test\/backend)\// },
  identifier('says', 'message'),
  {
    ...identifier(
      'word|flag|maybe|shape|single',
      'picklist, boolean, optional, object, exactlyOne',
    ),
    pattern: /(?<![\w$.])(word|flag|maybe|shape|single)(?![\w$])/g,
    files: /^backend\/inbox\/(.*\/)?read-/,
  },
  {
    ...identifier('defined', 'omitUndefined'),
    files: /^(backend|public|test\/(backend|public))\//,
  },
  { ...identifier('own', 'getOwn'), files: /^public\// },

  // The project itself.
  prose('rooms?', 'context; of a lint rule: layer, folder'),
  identifier('rooms?', 'context; of a lint rule: layer'),
  part('door', 'entry point; in a test: a web module of another name'),
  prose('house|houses', 'layout, import rules', [
    { line: /house\s*(number|plant)/i, reason: 'a real house' },
  ]),
  prose('walls?', 'adapter, boundary'),
  prose('four sentences', 'import rules'),
  prose('(the|a) local Wix|local Wix', 'the emulator'),
  prose("(Wix|Wix that runs) on (this|your|your own|the developer's own) machine", 'the emulator'),
  prose('a Wix(?=[,.:;]| of| on| where| that)', 'the emulator', [
    { line: /\ba Wix of /, file: /^docs\/decisions\//, reason: 'an older decision' },
  ]),
  part('telephone', 'phone'),
  {
    ...part('picture', 'image'),
    except: [
      ...FORMER_IDS,
      {
        file: /^emulator\/pages\/infer-element-type\.ts$/,
        reason: 'an id that a developer may give',
      },
    ],
  },
  part('loot', 'fixtures'),
  {
    ...part('stage', 'harness, setup'),
    except: [{ line: /lint-stage|git stage/, reason: "Git's word" }],
  },
  {
    ...part('plant', 'seed; of a defect in a test: add, insert'),
    except: [{ line: /\bplants\b.*\b(garden|shop)/, reason: 'plants that grow' }],
  },
  prose('mend(s|ed|ing)?', 'fix'),
  word('era', 'generation'),
  word('ears?', 'subscription'),
  {
    ...word('(un)?folds?|folded|folding|isFolding', 'toggle, collapse'),
    files: /^(?!package)/,
    except: [{ file: /pages\/browser\/effects\.ts$/, reason: "the name of one of Wix's effects" }],
  },
  {
    ...part('talk', 'conversation panel; of people: write, call'),
    except: [
      { line: /\btalks? to\b/, reason: 'a program that talks to a server' },
      { line: /playwright/i, reason: "Playwright's own word" },
      ...FORMER_IDS,
    ],
  },
  {
    ...part('reading(s)?', 'assumption(s); of a rate: reads'),
    pattern:
      /(?<![\w$])[Rr]eadings(?![a-z])|\bREADINGS\b|(?<=[a-z])Readings?(?![a-z])|\bReadings?Input\b|\b(a|the|each|every|this|which|one|its|another|under) reading\b(?! (of|the|from)\b)/g,
    except: [
      {
        file: /^(docs\/control-routes\.md|emulator\/control\/setting-routes\.ts|test\/emulator\/control\/routes\.test\.ts)$/,
        line: /\/readings\b|'readings'/,
        reason: 'the former name of the route /assumptions, which still works',
      },
    ],
  },
  {
    ...part('fault', 'error; only an injected one is a fault'),
    pattern:
      /(?<![A-Za-z])faults?(?![a-z])|(?<=[a-z\d])(?<!De|de)Faults?(?![a-z])|(?<![A-Za-z])Faults?(?![a-z])|\bFAULTS?\b/g,
    except: [...INJECTED_FAULTS, ...FORMER_IDS],
  },
  {
    ...part('press', 'click, button click'),
    pattern:
      /(?<![A-Za-z])press(es|ed|ing)?(?![a-z])|(?<![A-Za-z])Press(es|ed|ing)?(?![a-z])|(?<=[a-z])(?<![Kk]ey)Press(es|ed|ing)?(?![a-z])|\bPRESS(ES|ED)?\b/g,
    except: [
      {
        line: /\.press(Sequentially)?\(\s*['"`]|\bpress\(key/,
        reason: "Playwright's method for keys",
      },
      { line: /aria-?pressed/i, reason: "ARIA's attribute of a toggle button" },
      { line: /\/press(es)?\b/, reason: "routes of the emulator's control and inbox" },
      {
        line: /(press|pressed|pressing|presses) (Enter|Escape|Tab|the key|a key)/,
        reason: 'a key',
      },
    ],
  },

  // People are "they".
  prose('he|him|his|himself', 'they, them, their'),
  prose('whoever|whomever', 'anyone who, the person who'),
  prose("somebody('s)?", "a person, another person, someone's role: member, visitor"),
  prose("nobody('s)?", 'no one, no subscriber, no participant; say who'),
  prose("(any|every)body('s)?", 'anyone, everyone; say who'),
  {
    ...prose('whose', 'say what belongs to whom: "the owner of", "which participant"'),
    pattern:
      /\bwhose (it|he|she|they|the|an? )|\b(by|of|says?|asks?|asked|with|knows?|proved) whose\b/gi,
  },
  prose('strangers?', 'another person, an unknown visitor'),

  // Phrases on screens and in sentences.
  prose('no news', 'ignored'),
  prose('what just happened', 'Activity'),
  prose('find somebody', 'Search people'),
  prose('nobody listens', 'No subscribers'),
  prose('as Inbox does', 'Same as Inbox'),
  prose('lines, one a row', 'One line per row'),
  prose('look at what is marked', 'Please fix the highlighted fields'),
];

/**
 * Returns a name that is searched everywhere: in code, comments and pages.
 *
 * @param {string} old
 * @param {string} instead
 * @returns {OldWord}
 */
function name(old, instead) {
  return { word: old, instead, pattern: new RegExp(`(?<![\\w$])(?:${old})(?![\\w$])`, 'g') };
}

/**
 * Returns a name that is searched only in code, because the word is fine in running text.
 *
 * @param {string} old
 * @param {string} instead
 * @returns {OldWord}
 */
function identifier(old, instead) {
  return {
    ...name(old, instead),
    word: `${old} (name)`,
    files: /\.(ts|mjs|js)$/,
    where: 'identifiers',
  };
}

/**
 * Returns a word that is searched in comments, string literals and pages, in any case.
 *
 * @param {string} old
 * @param {string} instead
 * @param {OldWord['except']} [except]
 * @returns {OldWord}
 */
function prose(old, instead, except = []) {
  return {
    word: old,
    instead,
    pattern: new RegExp(`(?<![\\w$])(?:${old})(?![\\w$])`, 'gi'),
    where: 'prose',
    except,
  };
}

/**
 * Returns a word that is searched everywhere, in any case.
 *
 * @param {string} old
 * @param {string} instead
 * @returns {OldWord}
 */
function word(old, instead) {
  return { word: old, instead, pattern: new RegExp(`(?<![\\w$])(?:${old})(?![\\w$])`, 'gi') };
}

/**
 * Returns a word that is searched everywhere, also as a part of a name: `talk`, `talks`, `openTalk`, `talk-page`.
 *
 * @param {string} old
 * @param {string} instead
 * @returns {OldWord}
 */
function part(old, instead) {
  const upper = old.charAt(0).toUpperCase() + old.slice(1);
  const ending = '(?:s|ed|ing)?(?![a-z])';
  return {
    word: old,
    instead,
    pattern: new RegExp(
      `(?<![A-Za-z])${old}${ending}|(?<![A-Z])${upper}${ending}|(?<![A-Za-z])${old.toUpperCase()}S?(?![A-Za-z])`,
      'g',
    ),
  };
}
