// The types of the site's page elements by id, as the Wix editor declares them: `$w('#email')` is a TextInput.

interface PageElementsMap {
  '#contactForm': $w.Box;
  '#firstNameLabel': $w.Text;
  '#firstName': $w.TextInput;
  '#firstNameError': $w.Text;
  '#lastNameLabel': $w.Text;
  '#lastName': $w.TextInput;
  '#lastNameError': $w.Text;
  '#emailLabel': $w.Text;
  '#email': $w.TextInput;
  '#emailError': $w.Text;
  '#phoneLabel': $w.Text;
  '#phone': $w.TextInput;
  '#phoneError': $w.Text;
  '#messageLabel': $w.Text;
  '#message': $w.TextBox;
  '#messageError': $w.Text;
  '#subscribeNewsletter': $w.Checkbox;
  '#captcha': $w.Captcha;
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
  '#chatSendAgain': $w.Button;
  '#chatOpen': $w.Button;
  '#chatNew': $w.Button;
  '#chatAnnouncement': $w.Text;
  '#chatStatus': $w.Text;
  '#chatForm': $w.Box;
  '#chatInput': $w.TextBox;
  '#chatCount': $w.Text;
  '#chatSend': $w.Button;
  '#chatFiles': $w.Repeater;
  '#chatFile': $w.Box;
  '#chatFileName': $w.Text;
  '#chatFileRemove': $w.Button;
  '#chatAddImage': $w.UploadButton;
  '#chatAddFile': $w.UploadButton;

  // The dashboard page.
  '#inboxLink': $w.Button;
  '#recentStatus': $w.Text;
  '#recentList': $w.Repeater;
  '#recentWho': $w.Text;
  '#recentWhat': $w.Text;
  '#recentTime': $w.Text;
  '#recentUnread': $w.Text;
  '#recentOpen': $w.Button;
  '#findInput': $w.TextInput;
  '#findButton': $w.Button;
  '#findStatus': $w.Text;
  '#foundList': $w.Repeater;
  '#foundName': $w.Text;
  '#foundAddress': $w.Text;
  '#foundOpen': $w.Button;
  '#conversationBox': $w.Box;
  '#conversationName': $w.Text;
  '#conversationOlder': $w.Button;
  '#conversationMessages': $w.Repeater;
  '#messageBubble': $w.Box;
  '#messageFrom': $w.Text;
  '#messageText': $w.Text;
  '#messageImage': $w.Image;
  '#messageLink': $w.Button;
  '#messageTime': $w.Text;
  '#conversationNew': $w.Button;
  '#conversationAnnouncement': $w.Text;
  '#conversationStatus': $w.Text;
  '#conversationInput': $w.TextBox;
  '#conversationSend': $w.Button;
  '#conversationChannel': $w.Dropdown;
}
