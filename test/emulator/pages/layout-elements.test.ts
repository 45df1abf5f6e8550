import { expect, test } from 'vitest';
import { listLayoutElements } from '../../../emulator/pages/layout-elements.ts';

test('lists the elements of a layout by id and type, for every HTML syntax of tags and attributes', () => {
  const html = `
    <!-- <p id="gone"></p> -->
    <P ID='shouted'>x</P><input id=bare><input type="checkbox" id="tick" /><input type=file id="up">
    <ul id="list" data-wix-type="Repeater"><li id="row">a > b</li></ul>
    <a id="link" data-wix-type="Button" href="/x">go</a><a id="plain" href="/y">no element</a>
    <textarea rows="5"
      id="words"></textarea><div id="human" data-wix-type="Captcha"></div><script>const id = '<p id="script">'</script>`;

  expect(listLayoutElements(html).map(({ id, type }) => `${id} ${type}`)).toEqual([
    'shouted Text',
    'bare TextInput',
    'tick Checkbox',
    'up UploadButton',
    'list Repeater',
    'row Text',
    'link Button',
    'words TextBox',
    'human Captcha',
  ]);
});
