import wixData, { filter, query } from 'wix-data';
import { takeNote } from 'backend/probe.web';

$w.onReady(async () => {
  const inserted = await wixData.insert('Guests', { name: 'Ada', at: new Date(0) });
  const found = await query('Guests').eq('name', 'Ada').find({ suppressAuth: true });
  const denied = await wixData
    .query('Secrets')
    .find({ suppressAuth: true })
    .catch((error) => error.code);
  await takeNote({
    isDate: inserted.at instanceof Date,
    length: found.length,
    totalCount: found.totalCount,
    denied,
    filter: typeof filter().eq,
    sort: wixData.sort().descending('name', 'at').orderBy,
    owner: inserted._owner,
  });
});
