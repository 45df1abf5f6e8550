// How Wix's stub of a web method reads what came back. Leaves out: masked errors.
import { fromWire } from './wire-values.ts';

/** The error of Wix's stub when no answer of the web method came back. */
export class ElementorySupportError extends Error {
  override readonly name = 'ElementorySupportError';
  readonly errorType: 'TIMEOUT' | 'ERROR' | 'PARSE';

  constructor(errorType: 'TIMEOUT' | 'ERROR' | 'PARSE', message: string) {
    super(message);
    this.errorType = errorType;
  }
}

/** Reads the body of an answer: answers the result, or throws the method's error as Wix rebuilds it. */
export function readAnswer(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const result = 'result' in answer ? fromWire(answer.result) : undefined;
  if ('exception' in answer && answer.exception === true) throw rebuilt(result);
  return result;
}

/** What the page's promise rejects with: an Error where there was one, else what was thrown, as it is. */
function rebuilt(thrown: unknown): unknown {
  if (thrown === undefined) return new Error('The web method failed and said nothing.');
  if (typeof thrown !== 'object' || thrown === null || !('_elementoryError' in thrown)) {
    return thrown;
  }
  const error = new Error('message' in thrown ? String(thrown.message) : '');
  if ('name' in thrown) error.name = String(thrown.name);
  error.stack = '';
  return 'code' in thrown ? Object.assign(error, { code: thrown.code }) : error;
}
