// The elements of the site's pages, as the Wix editor declares them: `$w('#email')` is a TextInput.

interface PageElementsMap {
  '#contactForm': $w.Box;
  '#firstNameLabel': $w.Text;
  '#firstName': $w.TextInput;
  '#firstNameFault': $w.Text;
  '#lastNameLabel': $w.Text;
  '#lastName': $w.TextInput;
  '#lastNameFault': $w.Text;
  '#emailLabel': $w.Text;
  '#email': $w.TextInput;
  '#emailFault': $w.Text;
  '#phoneLabel': $w.Text;
  '#phone': $w.TextInput;
  '#phoneFault': $w.Text;
  '#messageLabel': $w.Text;
  '#message': $w.TextBox;
  '#messageFault': $w.Text;
  '#subscribeNewsletter': $w.Checkbox;
  '#submitButton': $w.Button;
  '#status': $w.Text;
  '#sent': $w.Text;

  // The chat page.
  '#chatBox': $w.Box;
  '#chatScroll': $w.Box;
  '#chatOlder': $w.Button;
  '#chatMessages': $w.Repeater;
  '#chatBubble': $w.Box;
  '#chatFrom': $w.Text;
  '#chatText': $w.Text;
  '#chatImage': $w.Image;
  '#chatLink': $w.Button;
  '#chatTime': $w.Text;
  '#chatOpen': $w.Button;
  '#chatStatus': $w.Text;
  '#chatForm': $w.Box;
  '#chatInput': $w.TextInput;
  '#chatSend': $w.Button;
  '#chatPicture': $w.UploadButton;
  '#chatFile': $w.UploadButton;

  // The dashboard page.
  '#inboxLink': $w.Button;
  '#recentStatus': $w.Text;
  '#recentList': $w.Repeater;
  '#recentWhat': $w.Text;
  '#recentTime': $w.Text;
  '#recentOpen': $w.Button;
  '#findInput': $w.TextInput;
  '#findButton': $w.Button;
  '#findStatus': $w.Text;
  '#foundList': $w.Repeater;
  '#foundName': $w.Text;
  '#foundAddress': $w.Text;
  '#foundOpen': $w.Button;
  '#talkBox': $w.Box;
  '#talkName': $w.Text;
  '#talkOlder': $w.Button;
  '#talkMessages': $w.Repeater;
  '#talkBubble': $w.Box;
  '#talkFrom': $w.Text;
  '#talkText': $w.Text;
  '#talkImage': $w.Image;
  '#talkLink': $w.Button;
  '#talkTime': $w.Text;
  '#talkStatus': $w.Text;
  '#talkAnswer': $w.TextBox;
  '#talkSend': $w.Button;
  '#talkChannel': $w.Dropdown;
}
