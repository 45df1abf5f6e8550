import { expect, test } from 'vitest';
import { splitLinks, toHtml } from 'public/inbox-rich-text';

/** Texts, and the URLs in them that are links. */
const LINKS: readonly (readonly [text: string, ...urls: string[]])[] = [
  ['no link at all'],
  ['https://example.com', 'https://example.com'],
  ['HTTP://EXAMPLE.COM/A', 'HTTP://EXAMPLE.COM/A'],
  ['see http://example.com/a?b=1&c=2#d, then', 'http://example.com/a?b=1&c=2#d'],
  ['two: https://a.example/1 https://b.example/2', 'https://a.example/1', 'https://b.example/2'],
  ['at https://localhost:3000/x', 'https://localhost:3000/x'],
  // Punctuation and brackets around a link.
  ['https://example.com.', 'https://example.com'],
  ['https://example.com: here', 'https://example.com'],
  ['https://example.com/a!?', 'https://example.com/a'],
  ['(https://example.com/a)', 'https://example.com/a'],
  ['[https://example.com/a].', 'https://example.com/a'],
  ['<https://example.com/a>', 'https://example.com/a'],
  ['"https://example.com/a"', 'https://example.com/a'],
  ['„https://example.com/a“', 'https://example.com/a'],
  ['https://en.example.org/wiki/Bowl_(pottery)', 'https://en.example.org/wiki/Bowl_(pottery)'],
  ['(https://en.example.org/wiki/Bowl_(pottery))', 'https://en.example.org/wiki/Bowl_(pottery)'],
  ["it's https://example.com/it's'", "https://example.com/it's"],
  ['请看https://example.com/a。谢谢', 'https://example.com/a'],
  ['请看 https://example.com。', 'https://example.com'],
  [
    'https://example.com/a\nhttps://example.com/b',
    'https://example.com/a',
    'https://example.com/b',
  ],
  [
    'one https://example.com/a,https://example.com/b',
    'https://example.com/a',
    'https://example.com/b',
  ],
  ['https://a.example/b/https://c.example', 'https://a.example/b/https://c.example'],
  ['https://a.examplehttps://b.example'],
  // Punctuation of other languages.
  ['انظر https://example.com/a؟', 'https://example.com/a'],
  [
    'https://example.com/a، https://example.com/b؛',
    'https://example.com/a',
    'https://example.com/b',
  ],
  ['https://example.com/صفحة۔', 'https://example.com/صفحة'],
  ['देखें https://example.com/a।', 'https://example.com/a'],
  ['https://example.com/a‼', 'https://example.com/a'],
  ['https://example.com/a – see', 'https://example.com/a'],
  ['https://example.com/Michelson–Morley–', 'https://example.com/Michelson–Morley'],
  ['请看【https://example.com/a】', 'https://example.com/a'],
  [
    '《https://example.com/a》和『https://example.com/b』',
    'https://example.com/a',
    'https://example.com/b',
  ],
  ['https://example.com/a．', 'https://example.com/a'],
  // Marks of emphasis.
  [
    '*https://example.com/a* ~https://example.com/b~',
    'https://example.com/a',
    'https://example.com/b',
  ],
  ['_https://example.com/a_', 'https://example.com/a'],
  ['_see https://example.com/a_', 'https://example.com/a'],
  ['https://example.com/wiki/The_Lord_', 'https://example.com/wiki/The_Lord_'],
  // Letters of other languages.
  ['https://de.example.org/wiki/Köln', 'https://de.example.org/wiki/Köln'],
  ['https://müller.example/', 'https://müller.example/'],
  ['انظر https://example.com/صفحة', 'https://example.com/صفحة'],
  // Other schemes, and parts of words.
  ['javascript:alert(1)'],
  ['JavaScript://example.com/%0aalert(1)'],
  ['data:text/html,<script>alert(1)</script>'],
  ['ftp://example.com mailto:a@example.com //example.com'],
  ['xhttps://example.com'],
  ['https:// example.com'],
  ['https://'],
  // Hosts that look like others.
  ['https://bank.example@evil.example/'],
  ['https://bank.example:secret@evil.example/'],
  ['https://аpple.example/'],
  ['https://bank.example.аpple.example/'],
  ['https://bank\u200d.example/'],
  ['https://bank.example\u202emoc.live'],
  ['https://bank.example%2eevil.example'],
  ['https://bank.example\\@evil.example'],
  ['https://ｂank.example/'],
  ['https://ban\u212a.example/'],
  // An invisible character ends a link.
  ['https://bank.example/a\u202eb', 'https://bank.example/a'],
  ['https://example.com/\u0000a', 'https://example.com/'],
  [`https://example.com/${'a'.repeat(2000)}`],
];

test.each(LINKS)('splitLinks finds the links of %j', (text, ...urls) => {
  const parts = splitLinks(text);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter(({ kind }) => kind === 'link').map((part) => part.text)).toEqual(urls);
});

/** Texts, and their HTML inside the paragraph. `␣` is a no-break space. */
const HTML: readonly (readonly [text: string, html: string])[] = [
  ['', ''],
  ['one two', 'one two'],
  ['one  two   three', 'one␣ two␣␣ three'],
  ['  indented', '␣ indented'],
  ['a\n b', 'a<br>␣b'],
  ['a\r\nb\rc\n\nd\u2028e', 'a<br>b<br>c<br><br>d<br>e'],
  ['a\tb', 'a␣␣␣ b'],
  ['<img src=x onerror="alert(1)">', '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'],
  ["&amp; '</p>", '&amp;amp; &#39;&lt;/p&gt;'],
  [
    'see https://example.com/?a=1&b="2',
    'see <a href="https://example.com/?a=1&amp;b=" target="_blank" rel="noopener noreferrer nofollow ugc" dir="ltr">https://example.com/?a=1&amp;b=</a>&quot;2',
  ],
  [
    "https://example.com/'onclick='alert(1)",
    '<a href="https://example.com/&#39;onclick=&#39;alert(1)" target="_blank" rel="noopener noreferrer nofollow ugc" dir="ltr">https://example.com/&#39;onclick=&#39;alert(1)</a>',
  ],
];

test.each(HTML)('toHtml shows %j as written', (text, html) => {
  expect(toHtml(text)).toBe(`<p dir="auto">${html.replaceAll('␣', '\u00a0')}</p>`);
});

test('splitLinks takes a time that grows with the length of the text', () => {
  const text = 'https://a'.repeat(1800) + ')'.repeat(16_000);
  const before = process.cpuUsage().user;
  splitLinks(text);
  splitLinks(`https://example.com/${')'.repeat(16_000)}`);
  expect(process.cpuUsage().user - before).toBeLessThan(500_000);
});
