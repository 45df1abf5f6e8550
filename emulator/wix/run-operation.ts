// Runs an operation with the faults that are injected into this call of it.
import { ConnectionLostError } from '../http/connection-lost.ts';
import type { Assumptions } from './core/assumptions.ts';
import type { Clock } from './core/clock.ts';
import type { CallEffects, Identity, OperationContext } from './core/context.ts';
import { readDelay, toEffects, waitForDelay, type Fault, type Faults } from './core/faults.ts';
import { InjectedStatus, JSON_HEADERS, type WixResponse } from './core/http.ts';
import type { Operation, PreparedRequest } from './core/operation.ts';
import { WixApiError, WixValidationError, type IgnoredFields } from './core/wix-error.ts';
import { mergeIntoNewContact } from './inbox/merge-conversations.ts';

/** The result of a call: the response, or the error that came instead of one, and what was not read of the request. */
export interface Outcome extends IgnoredFields {
  readonly response: WixResponse | Error;
}

/** Runs operations. */
export interface OperationRunner {
  /** Runs an operation. @throws {Error} if the request was refused before it was read to the end */
  run(operation: Operation, input: object, identity: Identity | undefined): Promise<Outcome>;
  /** Resolves when the late executions that are due are finished. */
  settled(): Promise<void>;
}

/** What runs operations: the faults, the clock, and transactions. */
export interface RunnerDependencies {
  readonly faults: Faults;
  readonly clock: Clock;
  readonly assumptions: Pick<Assumptions, 'protoJson'>;
  runAs<T>(
    identity: Identity | undefined,
    work: (context: OperationContext) => T,
    effects?: CallEffects,
  ): Promise<T>;
}

/** The response of the fault `malformed`: a proxy's page instead of JSON. */
const MALFORMED: WixResponse = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Please wait</title>',
};

/** Creates a runner. */
export function createOperationRunner({
  faults,
  clock,
  assumptions,
  runAs,
}: RunnerDependencies): OperationRunner {
  const lateRuns = new Set<Promise<unknown>>();

  /** Runs the faults that come before the execution. @throws {InjectedStatus} @throws {ConnectionLostError} */
  async function applyFaultsBefore(injected: readonly Fault[]): Promise<void> {
    for (const fault of injected) {
      if (fault.kind === 'delay') {
        await waitForDelay(fault);
      }
      if (fault.kind === 'pause' && (await clock.wait(readDelay(fault))) === 'cancelled') {
        throw new ConnectionLostError();
      }
    }
    for (const { kind, status, body } of injected) {
      if (kind === 'status') {
        throw new InjectedStatus(status ?? 500, body);
      }
      if (kind === 'drop-before') {
        throw new ConnectionLostError();
      }
    }
  }

  async function runLate(delayMs: number, run: () => Promise<unknown>): Promise<void> {
    if ((await clock.wait(delayMs)) === 'due') {
      // The caller already has its response, so an error is dropped.
      const running = run().catch(() => undefined);
      lateRuns.add(running);
      await running;
      lateRuns.delete(running);
    }
  }

  return {
    async run(operation, input, identity) {
      const injected = faults.next(operation.name);
      await applyFaultsBefore(injected);
      const has = (kind: Fault['kind']) => injected.some((fault) => fault.kind === kind);
      const prepared: PreparedRequest = operation.prepare(input, assumptions);
      const execute = async () => {
        if (has('merge')) {
          const id: unknown = Reflect.get(input, 'conversationId');
          await runAs(undefined, (context) => mergeIntoNewContact(context, id));
        }
        return runAs(identity, (context) => prepared.run(context), toEffects(injected));
      };
      const late = injected.find(({ kind }) => kind === 'execute-late');
      if (late) {
        void runLate(readDelay(late), execute);
        throw new InjectedStatus(504);
      }
      const ignored = () => ({ unread: prepared.unread(), hints: prepared.hints() });
      let response: Outcome['response'];
      try {
        response = { status: 200, headers: JSON_HEADERS, body: operation.toJson(await execute()) };
        if (has('drop-after')) response = new ConnectionLostError();
        else if (has('executed-504')) response = new InjectedStatus(504);
        else if (has('malformed')) response = MALFORMED;
      } catch (error) {
        if (error instanceof WixValidationError) response = error.explain(ignored());
        else if (error instanceof WixApiError) response = error.explain(ignored().hints);
        else response = error instanceof Error ? error : new Error(String(error));
      }
      return { ...ignored(), response };
    },
    async settled() {
      // The waits that were ended by an advance of the clock start their runs in the next turns.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      await Promise.all(lateRuns);
    },
  };
}
