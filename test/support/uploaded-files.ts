// An image and a document as Wix's upload button returns them, and as they are sent in a message.

/** The URL that the upload button returns for an image. */
export const UPLOADED_IMAGE =
  'wix:image://v1/ab12cd_34~mv2.jpg/My%20cup.jpg#originWidth=640&originHeight=480';
/** The URL that the upload button returns for a document. */
export const UPLOADED_DOCUMENT = 'wix:document://v1/ugd/ab12cd_56.pdf/Plan.pdf';

/** The image in a message. */
export const SENT_IMAGE = {
  image: {
    _id: 'ab12cd_34~mv2.jpg',
    url: 'https://static.wixstatic.com/media/ab12cd_34~mv2.jpg',
    filename: 'My cup.jpg',
    width: 640,
    height: 480,
  },
};
/** The document in a message. */
export const SENT_DOCUMENT = {
  file: {
    _id: 'ab12cd_56.pdf',
    url: 'https://docs.wixstatic.com/ugd/ab12cd_56.pdf',
    filename: 'Plan.pdf',
  },
};
