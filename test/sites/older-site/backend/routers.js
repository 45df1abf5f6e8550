import { forbidden, next, notFound, ok, redirect, sendStatus } from 'wix-router';

const ANSWERS = {
  // A page with data, a title and meta tags.
  ada: (request) =>
    ok(
      'Author',
      { name: 'Ada', role: request.user.role, query: request.query },
      { title: 'About <Ada>', metaTags: { 'og:title': 'Ada' }, links: [] },
    ),
  // The first page of the site in the list.
  first: () => ok(['Missing', 'Author'], { name: 'First' }),
  missing: () => ok('Missing'),
  secret: () => forbidden(),
  unknown: () => notFound('No such author'),
  tea: () => sendStatus('418', 'I am a teapot'),
  empty: () => sendStatus('204'),
  moved: () => redirect('/authors/ada?from=moved', '301'),
  elsewhere: () => redirect('https://example.com/ada'),
  broken: () => {
    throw new Error('no authors');
  },
  nothing: () => undefined,
  wrong: () => ({ status: 'yes' }),
};

export function authors_Router(request) {
  const [name = 'ada'] = request.path;
  return name in ANSWERS ? ANSWERS[name](request) : notFound();
}

export function staff_beforeRouter(request) {
  return request.user.role === 'Visitor' ? forbidden('For staff') : next();
}

export function staff_Router() {
  return ok('Author', { name: 'Staff' });
}

export function staff_afterRouter(request, response) {
  return request.query.gone === undefined ? response : notFound('Gone');
}

// Not called: on Wix, it lists the addresses for search engines.
export function authors_SiteMap() {
  return [];
}
