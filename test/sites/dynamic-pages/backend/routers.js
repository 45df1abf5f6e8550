import { forbidden, next, ok, redirect } from 'wix-router';
import { note } from 'backend/notes';

export function projects_beforeRouter(request) {
  if (request.query.stop === 'forbidden') return forbidden('Not today');
  if (request.query.stop === 'moved') return redirect('/projects/lighthouse', '301');
  return next();
}

export function projects_customizeQuery(request, route, query) {
  note({ route, prefix: request.prefix, path: request.path });
  if (request.query.query === 'nothing') return undefined;
  return query.ne('status', 'secret');
}

export function projects_afterRouter(request, response) {
  if (request.query.after !== 'all') return response;
  return ok('Projects (All)', response.data, { title: 'All of them' });
}

export function my_dishes_beforeRouter() {
  return next();
}

export function my_dishes_customizeQuery(_request, _route, query) {
  return query.descending('title');
}
