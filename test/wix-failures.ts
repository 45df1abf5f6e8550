// What Wix's packages throw, as a test has them thrown.

/** The error that Wix's SDK throws for an answer with a status and a code. */
export function wixFailure(status: number, code?: string, data: object = {}): Error {
  const applicationError =
    code === undefined
      ? { code: status, description: 'Failed', data: { details: status < 500 ? {} : null } }
      : { code, description: 'Failed', data };
  const message = '{"message":"text of a person"}';
  return Object.assign(new Error(message), { status, details: { applicationError } });
}

/** The error that Wix's SDK throws when there was no answer. */
export function networkFailure(code: string): Error {
  return Object.assign(new TypeError('System error occurred: {}', { cause: { code } }), {
    code: 'UNKNOWN',
  });
}
