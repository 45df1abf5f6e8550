// Serves `/_emulator`: the routes with which tests, scripts and the session bar control the emulator.
import { Hono } from 'hono';
import * as v from 'valibot';
import { toFailure } from '../http/failure.ts';
import { parseJsonObject } from '../http/json-input.ts';
import { solveCaptcha } from '../wix/captcha/captcha.ts';
import { insertContact } from '../wix/contacts/contacts.ts';
import { mergeContacts } from '../wix/contacts/merge-contacts.ts';
import { VELO_APP_ID, type Identity } from '../wix/core/context.ts';
import {
  isEventName,
  EVENT_TYPES,
  type EmittedEvent,
  type EventName,
} from '../wix/core/event-types.ts';
import { Fault, findFaultProblem } from '../wix/core/faults.ts';
import { ButtonInput, clickButton } from '../wix/inbox/click-button.ts';
import { AssumptionsInput } from '../wix/core/assumptions.ts';
import { RULE_PACKAGES } from '../wix/rules/rules.ts';
import { OPERATIONS } from '../wix/operations.ts';
import type { Wix } from '../wix/server.ts';
import { WixApiError, WixValidationError, notEmulated } from '../wix/core/wix-error.ts';
import { listCoverage } from '../wix/coverage.ts';
import { ActAsInput, type createBrowserSessions } from './browser-sessions.ts';
import { HUNDRED_YEARS_SECONDS, ControlError, openSession, SessionInput } from './sessions.ts';

/** Dependencies of the control routes. */
export interface ControlDependencies {
  /** The sessions of browsers. */
  readonly sessions: Pick<ReturnType<typeof createBrowserSessions>, 'current' | 'actAs'>;
  readonly wix: Wix;
  /** Deletes all data and applies the seed again. */
  reset(): Promise<void>;
  /** The blog post that the session bar's like button likes: the first one of the seed. */
  readonly blogPost: { readonly id: string; readonly title: string };
  /** Adds further routes before the catch-all route. */
  addRoutes(routes: Hono): void;
}

const Text = v.pipe(v.string(), v.maxLength(1000));
const Guid = v.pipe(v.string(), v.uuid());
const ContactInput = v.strictObject({
  /** Wix's ContactInfo. */
  info: v.looseObject({}),
  /** Wix's ContactSource; by default the Velo app, as for a form of the site. */
  source: v.optional(
    v.strictObject({ sourceType: v.pipe(Text, v.regex(/^[A-Z_]+$/)), appId: v.optional(Guid) }),
  ),
});
const MergeInput = v.strictObject({
  targetContactId: Guid,
  sourceContactIds: v.pipe(v.array(Guid), v.minLength(1)),
});
const LikeInput = v.strictObject({
  postId: v.optional(Guid),
  memberId: v.optional(Guid),
  anonymousVisitorId: v.optional(Guid),
});
const EventInput = v.looseObject({ entityId: v.optional(Text) });
const OPERATION_NAMES = OPERATIONS.map(({ name }) => name);
const NoInput = v.strictObject({});
/** Rejects faults that could never apply. */
const ApplicableFault = v.pipe(
  Fault,
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed ? findFaultProblem(dataset.value, OPERATION_NAMES) : undefined;
    if (dataset.typed && problem) {
      const { field, message } = problem;
      const { value } = dataset;
      addIssue({
        message,
        path: [{ type: 'object', origin: 'value', input: value, key: field, value: value[field] }],
      });
    }
  }),
);
const FaultsInput = v.strictObject({ faults: v.pipe(v.array(ApplicableFault), v.maxLength(100)) });
const AdvanceInput = v.strictObject({
  ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(HUNDRED_YEARS_SECONDS * 1000)),
});

/** The maximum number of events that `GET /events` returns. */
const LIST_LIMIT = 1000;

/**
 * Creates the control routes. Requests and responses are JSON; invalid input is rejected with `{ error }` and
 * status 400.
 */
export function createControlRoutes({
  wix,
  reset,
  blogPost,
  sessions,
  addRoutes,
}: ControlDependencies): Hono {
  const routes = new Hono();

  routes.get('/health', (c) => c.json({ ok: true, operations: OPERATIONS.length }));
  routes.post('/reset', async (c) => {
    await reset();
    return c.json({ ok: true });
  });
  routes.post('/settle', async (c) => {
    await wix.events.settled();
    await wix.webhooks.settled();
    await wix.idle();
    return c.json({ ok: true });
  });
  routes.post('/sessions', async (c) => {
    const { token, id, contactId } = await openSession(wix, await input(c.req, SessionInput));
    return c.json({ token, id, ...(contactId === undefined ? {} : { contactId }) });
  });
  routes.get('/act-as', (c) => c.json({ session: sessions.current(c) ?? null }));
  routes.post('/act-as', async (c) =>
    c.json({ session: await sessions.actAs(c, await input(c.req, ActAsInput)) }),
  );
  routes.post('/contacts', async (c) => {
    const { info, source } = await input(c.req, ContactInput);
    return c.json({
      contact: await wix.runAs(undefined, (context) =>
        insertContact(context, info, source ?? { sourceType: 'WIX_APP', appId: VELO_APP_ID }),
      ),
    });
  });
  routes.post('/contacts/merge', async (c) => {
    const { targetContactId, sourceContactIds } = await input(c.req, MergeInput);
    return c.json({
      contact: await wix.runAs(undefined, (context) =>
        mergeContacts(context, targetContactId, sourceContactIds),
      ),
    });
  });

  routes.post('/captcha', async (c) => {
    await input(c.req, NoInput);
    return c.json({ token: await wix.runAs(undefined, solveCaptcha) });
  });

  routes.post('/conversations/:id/press', async (c) => {
    const button = await input(c.req, ButtonInput);
    await wix.runAs(undefined, (context) => clickButton(context, c.req.param('id'), button));
    return c.json({ ok: true });
  });

  routes.post('/events/post-liked', async (c) => {
    const { postId = blogPost.id, ...given } = await input(c.req, LikeInput);
    const liker = Object.keys(given).length > 0 ? given : likerOf(sessions.current(c)?.identity);
    if ((liker.memberId === undefined) === (liker.anonymousVisitorId === undefined)) {
      throw new ControlError('memberId or anonymousVisitorId: exactly one of them is required');
    }
    return c.json(await raiseEvent(wix, 'post-liked', postId, { ...liker, postId }));
  });
  routes.post('/events/:name', async (c) => {
    const name = c.req.param('name');
    if (!isEventName(name)) {
      throw new ControlError(
        `unknown event "${name.slice(0, 40)}"; known events: ${Object.keys(EVENT_TYPES).join(', ')}`,
      );
    }
    const { entityId, ...data } = await input(c.req, EventInput);
    return c.json(await raiseEvent(wix, name, entityId ?? crypto.randomUUID(), data));
  });
  routes.get('/events', (c) => c.json({ events: wix.events.list(LIST_LIMIT).toReversed() }));
  routes.get('/requests', (c) => c.json({ requests: wix.requests.list() }));

  // `/readings` is the deprecated name of `/assumptions`; the next version removes it.
  for (const path of ['/assumptions', '/readings']) {
    routes.get(path, (c) => c.json(wix.assumptions));
    routes.put(path, async (c) => {
      wix.setAssumptions(await input(c.req, AssumptionsInput));
      return c.json(wix.assumptions);
    });
  }
  routes.get('/faults', (c) => c.json({ faults: wix.faults.list() }));
  routes.put('/faults', async (c) => {
    wix.faults.set((await input(c.req, FaultsInput)).faults);
    return c.json({ faults: wix.faults.list() });
  });
  routes.delete('/faults', (c) => {
    wix.faults.set([]);
    return c.json({ faults: [] });
  });
  routes.post('/clock/advance', async (c) => {
    wix.clock.advance((await input(c.req, AdvanceInput)).ms);
    await wix.lateRunsSettled();
    return c.json({ now: wix.clock.now().toISOString() });
  });
  routes.get('/coverage', (c) =>
    c.json({ coverage: listCoverage(OPERATIONS, Object.keys(RULE_PACKAGES)) }),
  );

  addRoutes(routes);
  // Added last: the first route that matches handles a request.
  routes.all('*', (c) => {
    throw notEmulated(
      `${c.req.method} ${c.req.path}`,
      'docs/emulator.md lists the control routes.',
    );
  });
  routes.onError((error, c) => {
    if (error instanceof WixApiError || error instanceof WixValidationError) {
      return c.json(error.body, error.status === 501 ? 501 : error.status === 404 ? 404 : 400);
    }
    const { status, message } = toFailure(error);
    return c.json({ error: message }, status);
  });
  return routes;
}

/** Raises an event. Chooses `entity`, `data` or neither by its name. */
async function raiseEvent(
  wix: Wix,
  name: EventName,
  entityId: string,
  data: object,
): Promise<{ readonly entityId: string }> {
  const body: EmittedEvent['body'] =
    name === 'contact-deleted'
      ? { kind: 'deleted' }
      : name === 'contact-created' || name === 'contact-updated'
        ? {
            kind: name === 'contact-created' ? 'created' : 'updated',
            entity: { id: entityId, ...data },
          }
        : { kind: 'action', data };
  await wix.runAs(undefined, (context) => context.emit({ name, entityId, body }));
  return { entityId };
}

/** The ID of the browser's visitor or member, as in the event of a like. */
function likerOf(identity: Identity | undefined): v.InferOutput<typeof LikeInput> {
  switch (identity?.kind) {
    case 'visitor':
      return { anonymousVisitorId: identity.id };
    case 'member':
      return { memberId: identity.id };
    default:
      return {};
  }
}

/**
 * Reads and validates the body of a control request.
 *
 * @throws {ControlError} whose message names the invalid field
 */
export async function input<Schema extends v.GenericSchema>(
  request: { text(): Promise<string> },
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return parseInput(schema, parseJsonObject(await request.text()));
}

function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ControlError(`${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`);
  }
  return parsed.output;
}
