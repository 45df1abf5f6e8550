import { fetch } from 'wix-fetch';
import wixCrm, { triggeredEmails } from 'wix-crm-frontend';
import { list, mine, total } from 'backend/orders';

$w.onReady(async () => {
  $w('#items').text = (await list()).join();
  $w('#weather').text = await fetch('https://weather.example.com/today?key=1').then(
    () => 'fetched',
    (error) => error.message,
  );
  $w('#send').onClick(async () => {
    const failed = (error) => error.message;
    const contactId = await wixCrm.createContact({ firstName: 'Uma', emails: ['uma@example.com'] });
    await triggeredEmails.emailContact('welcome', contactId, { variables: { name: 'Uma' } });
    const results = [
      await mine().catch(failed),
      await total(new Date('no')).catch(failed),
      await triggeredEmails.emailContact('welcome', 'other').catch(failed),
      await (await fetch('/_functions/echo', { method: 'POST', body: 'x' })).text(),
    ];
    $w('#result').text = results.join('\n');
  });
});
