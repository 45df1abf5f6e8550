// The chat page in memory.
import {
  createFakeSelector,
  FakeBox,
  FakeButton,
  FakeCaptcha,
  FakeImage,
  FakeInput,
  FakeRepeater,
  FakeText,
  FakeUpload,
} from './fake-elements.ts';

/** Creates the elements of the chat page, by id, and a `$w` that finds them except the missing ones. */
export function createFakeChatPage(missing: readonly string[] = [], inputType?: string) {
  const elements = {
    chatMessages: new FakeRepeater(() => ({
      chatText: new FakeText(),
      chatImage: new FakeImage(),
      chatLink: new FakeButton(),
      chatFrom: new FakeText(),
      chatTime: new FakeText(),
      chatSendAgain: new FakeButton(),
      chatBubble: new FakeBox(),
    })),
    chatInput: new FakeInput(inputType),
    chatSend: new FakeButton(),
    chatOlder: new FakeButton(),
    chatOpen: new FakeButton(),
    chatNew: new FakeButton(),
    chatAnnouncement: new FakeText(),
    chatAddImage: new FakeUpload(),
    chatAddFile: new FakeUpload(),
    chatStatus: new FakeText(),
    chatForm: new FakeBox(),
    captcha: new FakeCaptcha(),
  };
  const found = Object.entries(elements).filter(([id]) => !missing.includes(id));
  return { ...elements, $w: createFakeSelector(Object.fromEntries(found)) };
}
