import { ok, redirect, WixRouterSitemapEntry } from 'wix-router';

export const show = (name) => (name ? ok('person-page', { name }) : redirect('/people', '301'));
export const entry = (name) => Object.assign(new WixRouterSitemapEntry(name), { title: name });
