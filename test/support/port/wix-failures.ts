// Errors as Wix's packages throw them.

/** Creates the error that Wix's SDK throws for a response with a status and a code. */
export function wixFailure(status: number, code?: string, data: object = {}): Error {
  const applicationError =
    code === undefined
      ? { code: status, description: 'Failed', data: { details: status < 500 ? {} : null } }
      : { code, description: 'Failed', data };
  const message = '{"message":"text of a person"}';
  return Object.assign(new Error(message), { status, details: { applicationError } });
}

/** Creates the error that Wix's SDK throws if there was no response. */
export function networkFailure(code: string): Error {
  return Object.assign(new TypeError('System error occurred: {}', { cause: { code } }), {
    code: 'UNKNOWN',
  });
}
