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
}
