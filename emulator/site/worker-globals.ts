// Replaces the globals in page code that a window or Node has and a web worker has not: Wix runs page code in a worker.
import { transformWithOxc } from 'vite';

/** The globals of page code. */
export interface PageGlobals {
  /** The variable that holds them. */
  readonly scope: string;
  /** Names that are not defined for page code. */
  readonly missing: readonly string[];
  /** Names that are defined, but with other values. */
  readonly replaced: readonly string[];
}

type SourceMap = NonNullable<Awaited<ReturnType<typeof transformWithOxc>>['map']>;

/** Changed code, with the source map of the change. */
interface ChangedCode {
  readonly code: string;
  readonly map: SourceMap | null;
}

/** The files of this folder define custom elements. @see https://dev.wix.com/docs/velo/velo-only-apis/$w/custom-element/introduction */
const CUSTOM_ELEMENTS = /^public\/custom-elements\//;

/**
 * Replaces the globals in a file that parses: `document.title` becomes `<scope>.document.title`, and `typeof document`
 * becomes `"undefined"`. Variables of the file with such a name are unchanged.
 * @param name the path from the root of the site, such as `pages/home.js`
 * @returns the code with the source map of the change; undefined if nothing can change
 */
export async function replaceGlobals(
  name: string,
  source: string,
  { scope, missing, replaced }: PageGlobals,
): Promise<ChangedCode | undefined> {
  if (CUSTOM_ELEMENTS.test(name)) return undefined;
  const isUsed = (it: string): boolean => source.includes(it);
  const define = [
    ...[...missing, ...replaced].filter(isUsed).map((it) => [it, `${scope}.${it}`] as const),
    ...missing.filter(isUsed).map((it) => [`typeof ${it}`, '"undefined"'] as const),
  ];
  if (define.length === 0) return undefined;
  const { code, map } = await transformWithOxc(source, name, {
    lang: name.endsWith('.ts') ? 'ts' : 'js',
    sourcemap: true,
    define: Object.fromEntries(define),
  });
  return { code, map: map ?? null };
}
