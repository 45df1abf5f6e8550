// Says what the emulator serves without a site.

/** Says what is served without a site, as `GET /` does. */
export function describeRoutes(): object {
  return {
    message: 'The emulator runs without a site: it serves Wix’s REST APIs.',
    rest: 'the paths of www.wixapis.com, such as POST /inbox/v2/messages',
    coverage: '/_emulator/coverage',
    inbox: '/_emulator/inbox',
    requests: '/_emulator/requests',
  };
}
