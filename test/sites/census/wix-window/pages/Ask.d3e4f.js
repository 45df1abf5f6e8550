import wixWindow, { lightbox } from 'wix-window';

export function answer_click() {
  const { question } = wixWindow.lightbox.getContext();
  lightbox.close({ question, answer: 'Because.' });
}
