// Connects the parts that run a site's backend for requests and at fixed times: web methods, HTTP functions, routers and jobs.
import { HOOK_QUERIES } from './backend/data-hooks.ts';
import { createHttpFunctions, type CallHttpFunction } from './backend/http-functions.ts';
import { createJobs, type Jobs } from './backend/jobs.ts';
import { createRouters, type CallRouter } from './backend/routers.ts';
import {
  createWebMethodDispatcher,
  type DispatchWebMethod,
} from './backend/web-method-dispatcher.ts';
import { openSession } from './control/sessions.ts';
import { findNextRun, readJobsConfig } from './site/jobs-config.ts';
import type { SiteServer } from './site/vite-server.ts';
import type { Identity } from './wix/core/context.ts';
import type { Wix } from './wix/server.ts';

/** Dependencies of {@link createSiteBackend}. */
export interface SiteBackendDependencies {
  readonly wix: Wix;
  readonly site: SiteServer;
  /** Returns the token for elevated calls. Pass the caller of a web method. */
  elevatedToken(caller?: Identity): string;
  /** Called with each error of the site's code and the place where it was thrown. */
  onError(error: unknown, where: string): void;
}

/** The backend of a site. */
export interface SiteBackend {
  readonly dispatch: DispatchWebMethod;
  readonly callHttpFunction: CallHttpFunction;
  readonly callRouter: CallRouter;
  /** Do not run before they are started. */
  readonly jobs: Jobs;
}

/** The session of a call of an HTTP function, in seconds: longer than its time limit. */
const VISITOR_SESSION = { as: 'visitor', expiresIn: 60 } as const;

/** Creates the backend of a site. */
export function createSiteBackend({
  wix,
  site,
  elevatedToken,
  onError,
}: SiteBackendDependencies): SiteBackend {
  const common = {
    load: (file: string) => site.load(file),
    hidesToken: () => wix.assumptions.tokenInfo === 'fails',
    hidesWebCrypto: () => wix.assumptions.webCrypto === 'module',
    handleRequest: wix.handleRequest,
    onError,
  };
  return {
    dispatch: createWebMethodDispatcher({
      ...common,
      webMethodFiles: () => site.folder().webMethodFiles,
      loadWebMethods: (file) => site.loadWebMethods(file),
      elevatedToken,
      locate: (stack) => site.locate(stack, 'backend'),
    }),
    callHttpFunction: createHttpFunctions({
      ...common,
      functionsFile: () => site.folder().httpFunctions,
      openSession: () => openSession(wix, VISITOR_SESSION),
      elevatedToken: () => elevatedToken(),
    }),
    callRouter: createRouters({
      ...common,
      routersFile: () => site.folder().routers,
      loadQueries: () => site.load(HOOK_QUERIES),
      pageNames: () => site.folder().pages.map(({ title }) => title),
      elevatedToken,
    }),
    jobs: createJobs({
      ...common,
      readJobs: () => readJobsConfig(site.folder().jobs).jobs,
      findNextRun,
      pathOf: (file) => site.folder().code.get(file),
      clock: wix.clock,
      elevatedToken: () => elevatedToken(),
    }),
  };
}
