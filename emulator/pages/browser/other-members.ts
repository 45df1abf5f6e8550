// Emulates members of elements that the emulator lacks, so that the other code of a page runs. Not emulated: what they do.
import type { NotEmulatedError } from './not-emulated.ts';

/** The methods of Wix's elements, of all types. @see the typings corvid-types 0.4.16; a test compares them */
export const METHODS: readonly string[] = (
  'allowFullScreen blur changeSlide close collapse disable enable expand focus forEachItem ' +
  'forItems hide hideNumberSpinner mute next onBlur onCellSelect onChange onClick ' +
  'onCurrentItemChanged onCustomValidation onDataChange onDblClick onEnded onError onFocus ' +
  'onIconMouseIn onInput onItemClicked onItemReady onItemRemoved onKeyPress onMessage onMouseIn ' +
  'onMouseOut onPause onPlay onProgress onRowSelect onTimeout onVerified onViewportEnter ' +
  'onViewportLeave open pause play postMessage previous refresh reset resetValidityIndication ' +
  'scrollTo seek selectRow show showNumberSpinner startUpload stop togglePlay unmute updateRow ' +
  'updateValidityIndication uploadFiles'
).split(' ');

/** The properties of Wix's elements, of all types. @see the typings corvid-types 0.4.16; a test compares them */
export const PROPERTIES: readonly string[] = (
  'alignment alt artistName background buttonLabel checked children clickAction collapsed ' +
  'colorScheme columns coverImage currentIndex currentItem currentPage currentSlide currentTime ' +
  'data dataFetcher dateFormat description disabledDateRanges disabledDates disabledDaysOfWeek ' +
  'duration enabled enabledDateRanges enabledTimes fileLimit fileType filter fitMode ' +
  'galleryCapabilities global hidden html id inputType invertColorScheme isMuted isPlaying ' +
  'isVisible items keywords label link location max maxDate maxLength min minDate name numRatings ' +
  'numberSpinnerHidden options pagination parent placeholder poster rating readOnly rendered ' +
  'required rows scrolling selectedIndex selectedIndices showLabels showNavigationButtons ' +
  'showSlideButtons slides src step stepType style target targetValue text timeZone title token ' +
  'tooltip totalPages trackName type useAmPmFormat valid validationMessage validity value ' +
  'videoUrl visibleInMenu volume wrap'
).split(' ');

/** Methods and properties that are newer than the typings. @see https://dev.wix.com/docs/velo/velo-only-apis/$w */
const NEWER_METHODS =
  'changeTab clear getFieldValues getProduct off on onChoiceSelected onItemClick ' +
  'onQuantityChanged onSubmit onSubmitFailure onSubmitSuccess onWixFormSubmit onWixFormSubmitted ' +
  'onWixFormSubmittedError setAttribute setFieldValues submit';
const NEWER_PROPERTIES = 'content currentTab icon menuItems tabs';

const ALL_METHODS: ReadonlySet<string> = new Set([...METHODS, ...NEWER_METHODS.split(' ')]);
const ALL_PROPERTIES: ReadonlySet<string> = new Set([
  ...PROPERTIES,
  ...NEWER_PROPERTIES.split(' '),
]);

/** Properties that are objects, whose own properties page code sets: `$w('#strip').background.src`. */
const OBJECTS: readonly string[] = ['background', 'style'];

/** Options of {@link createOtherMembers}. */
export interface OtherMembersOptions {
  /** The type of the element, such as `Slider`. */
  readonly type: string;
  readonly id: string;
  /** Returns the element that page code has. */
  readonly element: () => unknown;
  /** Creates an error and reports it. Called once for each member. */
  readonly report: (subject: string, hint: string) => NotEmulatedError;
}

/** The members of an element that the emulator lacks. */
export interface OtherMembers {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/**
 * Creates the members of an element that the emulator lacks. Each use is reported by name, once, and nothing throws:
 * - a property that is set keeps the value
 * - a method does nothing: one that registers a handler returns the element, another one a promise (assumed)
 * - what Wix does not document for any element is undefined, as on Wix, so that calling it throws a TypeError
 */
export function createOtherMembers({
  type,
  id,
  element,
  report,
}: OtherMembersOptions): OtherMembers {
  const values = new Map<string, unknown>();
  const reported = new Set<string>();

  function reportOnce(name: string): void {
    if (reported.has(name)) return;
    reported.add(name);
    const isDocumented = ALL_METHODS.has(name) || ALL_PROPERTIES.has(name);
    const hint = isDocumented
      ? 'It does nothing here; test it on Wix.'
      : 'Wix documents it for no element, so that it is undefined; correct the name.';
    report(`${type}.${name}`, `It is used on #${id}. ${hint}`);
  }

  return {
    get(name) {
      reportOnce(name);
      if (values.has(name)) return values.get(name);
      if (OBJECTS.includes(name)) values.set(name, {});
      if (!ALL_METHODS.has(name)) return values.get(name);
      return () => (/^on(?:[A-Z]|$)/.test(name) ? element() : Promise.resolve());
    },
    set(name, value) {
      reportOnce(name);
      values.set(name, value);
    },
  };
}
