/** @typedef {import('./sites.mjs').Site} Site */

/** Sites that import `@wix/*`: permissions, unknown flows and comments. @type {readonly Site[]} */
export const PERMISSION_SITES = [
  {
    name: 'an Admin may name everyone',
    files: {
      'backend/desk.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { contacts } from '@wix/crm';
        export const remove = webMethod(Permissions.Admin, (contactId) => auth.elevate(contacts.deleteContact)(contactId));`,
    },
    expected: [],
  },
  {
    name: 'a permission that cannot be read',
    files: {
      'backend/desk.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { contacts } from '@wix/crm';
        const who = process.env.OPEN ? Permissions.Anyone : Permissions.Admin;
        export const list = webMethod(who, () => auth.elevate(contacts.queryContacts)().find());`,
    },
    expected: ['list unknown-permission'],
  },
  {
    name: 'functions in a list, called by name',
    files: {
      'backend/rpc.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { items } from '@wix/data';
        const actions = {
          hello: (name) => 'Hello ' + name,
          remove: (id) => auth.elevate(items.remove)('Posts', id),
        };
        export const run = webMethod(Permissions.Anyone, (action, value) => actions[action](value));`,
    },
    expected: ['run caller-selects value'],
  },
  {
    name: 'an elevated function goes to a package',
    files: {
      'backend/retry.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { contacts } from '@wix/crm';
        import pRetry from 'p-retry-any';
        export const card = webMethod(Permissions.Anyone, (id) => pRetry(auth.elevate(contacts.getContact), id));
        export const safe = webMethod(Permissions.Anyone, (id) => pRetry(() => auth.elevate(contacts.getContact)(id)));`,
    },
    expected: ['card unknown-flow', 'safe caller-selects id'],
  },
  {
    name: 'a comment allows a finding',
    files: {
      'backend/posts.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { posts } from '@wix/blog';
        export const title = webMethod(Permissions.Anyone, async (postId) => {
          // audit: allowed because titles of posts are public, and only the title is returned
          const { post } = await auth.elevate(posts.getPost)(postId);
          return post.title;
        });
        export const other = webMethod(Permissions.Anyone, async (postId) => {
          // audit: allowed because
          return auth.elevate(posts.getPost)(postId);
        });
        // audit: allowed because it was once needed
        export const plain = webMethod(Permissions.Anyone, (name) => name);`,
    },
    expected: ['other caller-selects postId', 'no-reason', 'unused-comment'],
  },
];
