// `/_emulator`: how tests, scripts and the bar steer the emulated Wix. Stands for nothing of Wix's.
import { Hono } from 'hono';
import * as v from 'valibot';
import { insertContact } from '../wix/contacts/contacts.ts';
import { mergeContacts } from '../wix/contacts/merge-contacts.ts';
import { VELO_APP_ID, type Identity } from '../wix/core/context.ts';
import {
  isEventName,
  EVENT_TYPES,
  type EmittedEvent,
  type EventName,
} from '../wix/core/event-types.ts';
import { Fault, RESERVED_FAULT_KINDS } from '../wix/core/faults.ts';
import { ButtonInput, clickButton } from '../wix/inbox/click-button.ts';
import { AssumptionsInput } from '../wix/core/assumptions.ts';
import { RULE_PACKAGES } from '../wix/rules/rules.ts';
import { assertSafeJson } from '../wix/core/http.ts';
import { OPERATIONS } from '../wix/operations.ts';
import type { Wix } from '../wix/server.ts';
import { WixApiError, WixValidationError, notEmulated } from '../wix/core/wix-error.ts';
import { listCoverage } from '../wix/coverage.ts';
import { ActAsInput, type createBrowserSessions } from './browser-sessions.ts';
import { A_HUNDRED_YEARS_SECONDS, ControlError, openSession, SessionInput } from './sessions.ts';

/** What the control routes need of the rest of the emulator. */
export interface ControlParts {
  /** The sessions of browsers. */
  readonly browsers: Pick<ReturnType<typeof createBrowserSessions>, 'current' | 'actAs'>;
  readonly wix: Wix;
  /** Back to the seed. */
  reset(): Promise<void>;
  /** The first blog post of the seed: what the bar's like button likes. */
  readonly post: { readonly id: string; readonly title: string };
  /** Adds the routes of others. */
  extend(routes: Hono): void;
}

const Text = v.pipe(v.string(), v.maxLength(1000));
const Guid = v.pipe(v.string(), v.uuid());
const ContactInput = v.strictObject({
  /** Wix's ContactInfo. */
  info: v.looseObject({}),
  /** Wix's ContactSource; without it, the contact comes from the site's own form. */
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
const NAMES: ReadonlySet<string> = new Set(['*', ...OPERATIONS.map(({ name }) => name)]);
/** A fault for a name that nothing has would never strike, and its test would pass. */
const FaultOfOperation = v.pipe(
  Fault,
  v.forward(
    v.check(({ operation }) => NAMES.has(operation), 'no operation has this name'),
    ['operation'],
  ),
);
const FaultsInput = v.strictObject({ faults: v.pipe(v.array(FaultOfOperation), v.maxLength(100)) });
const AdvanceInput = v.strictObject({
  ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(A_HUNDRED_YEARS_SECONDS * 1000)),
});

/** How many requests and events a list answers at the most. */
const LIST_LIMIT = 1000;

/** Makes the control routes. Everything is JSON both ways; what is wrong is answered with `{ error }` and status 400. */
export function createControlRoutes({ wix, reset, post, browsers, extend }: ControlParts): Hono {
  const routes = new Hono();

  routes.get('/health', (c) => c.json({ ok: true, operations: OPERATIONS.length }));
  routes.post('/reset', async (c) => {
    await reset();
    return c.json({ ok: true });
  });
  routes.post('/settle', async (c) => {
    await wix.events.settled();
    await wix.idle();
    return c.json({ ok: true });
  });
  routes.post('/sessions', async (c) => {
    const { token, id, contactId } = await openSession(wix, await input(c.req, SessionInput));
    return c.json({ token, id, ...(contactId === undefined ? {} : { contactId }) });
  });
  routes.get('/act-as', (c) => c.json({ session: browsers.current(c) ?? null }));
  routes.post('/act-as', async (c) =>
    c.json({ session: await browsers.actAs(c, await input(c.req, ActAsInput)) }),
  );
  routes.post('/contacts', async (c) => {
    const { info, source } = await input(c.req, ContactInput);
    return c.json({
      contact: await wix.runAs(undefined, (call) =>
        insertContact(call, info, source ?? { sourceType: 'WIX_APP', appId: VELO_APP_ID }),
      ),
    });
  });
  routes.post('/contacts/merge', async (c) => {
    const { targetContactId, sourceContactIds } = await input(c.req, MergeInput);
    return c.json({
      contact: await wix.runAs(undefined, (call) =>
        mergeContacts(call, targetContactId, sourceContactIds),
      ),
    });
  });

  routes.post('/conversations/:id/press', async (c) => {
    const button = await input(c.req, ButtonInput);
    await wix.runAs(undefined, (call) => clickButton(call, c.req.param('id'), button));
    return c.json({ ok: true });
  });

  routes.post('/events/post-liked', async (c) => {
    const { postId = post.id, ...named } = await input(c.req, LikeInput);
    const liker = Object.keys(named).length > 0 ? named : likerOf(browsers.current(c)?.identity);
    if ((liker.memberId === undefined) === (liker.anonymousVisitorId === undefined)) {
      throw new ControlError(
        'memberId or anonymousVisitorId: exactly one of them says who liked the post',
      );
    }
    return c.json(await raise(wix, 'post-liked', postId, { ...liker, postId }));
  });
  routes.post('/events/:name', async (c) => {
    const name = c.req.param('name');
    if (!isEventName(name)) {
      throw new ControlError(
        `there is no event "${name.slice(0, 40)}"; there are ${Object.keys(EVENT_TYPES).join(', ')}`,
      );
    }
    const { entityId, ...data } = await input(c.req, EventInput);
    return c.json(await raise(wix, name, entityId ?? crypto.randomUUID(), data));
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
    const body = await json(c.req);
    rejectReservedFaults(body);
    wix.faults.set(parse(FaultsInput, body).faults);
    return c.json({ faults: wix.faults.list() });
  });
  routes.delete('/faults', (c) => {
    wix.faults.set([]);
    return c.json({ faults: [] });
  });
  routes.post('/clock/advance', async (c) => {
    wix.clock.advance((await input(c.req, AdvanceInput)).ms);
    return c.json({ now: wix.clock.now().toISOString() });
  });
  routes.get('/coverage', (c) =>
    c.json({ coverage: listCoverage(OPERATIONS, Object.keys(RULE_PACKAGES)) }),
  );

  extend(routes);
  // The last of all: routes answer in the order in which they were added.
  routes.all('*', (c) => {
    throw notEmulated(
      `${c.req.method} ${c.req.path}`,
      'The README lists the routes of /_emulator.',
    );
  });
  routes.onError((error, c) => {
    if (error instanceof ControlError) {
      return c.json({ error: error.message }, 400);
    }
    if (error instanceof WixApiError || error instanceof WixValidationError) {
      return c.json(error.body, error.status === 501 ? 501 : error.status === 404 ? 404 : 400);
    }
    console.error(error);
    return c.json({ error: error.message }, 500);
  });
  return routes;
}

/** Raises an event as if it had happened, in Wix's shape for its kind. */
async function raise(
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
  await wix.runAs(undefined, (call) => call.emit({ name, entityId, body }));
  return { entityId };
}

/** The visitor or member of a browser's session, as a like names them. */
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

function rejectReservedFaults(body: unknown): void {
  const faults: unknown =
    typeof body === 'object' && body !== null && 'faults' in body ? body.faults : undefined;
  const ordered: readonly unknown[] = Array.isArray(faults) ? faults : [];
  for (const fault of ordered) {
    const kind: unknown =
      typeof fault === 'object' && fault !== null && 'kind' in fault ? fault.kind : undefined;
    const reserved = RESERVED_FAULT_KINDS.find((name) => name === kind);
    if (reserved) {
      throw notEmulated(
        `The fault kind "${reserved}"`,
        'Supported kinds are "delay", "status" and "executed-504".',
      );
    }
  }
}

async function json(request: { text(): Promise<string> }): Promise<unknown> {
  const text = await request.text();
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ControlError('the body is not JSON');
  }
  if (text.includes('\\u0000')) {
    throw new ControlError('the body: holds the character NUL');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ControlError('the body is not a JSON object');
  }
  assertSafeJson(body);
  return body;
}

/** Reads and checks the body of a control request. @throws {ControlError} that names the faulty field */
export async function input<Schema extends v.GenericSchema>(
  request: { text(): Promise<string> },
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return parse(schema, await json(request));
}

function parse<Schema extends v.GenericSchema>(
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
