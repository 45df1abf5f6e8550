import { formFactor } from '@wix/site-window';
import { greet } from 'backend/greetings.web';
import { next } from 'backend/deep/count.web';
import { shout } from 'public/shout';

void greet(shout('page'));
void next();
void formFactor();
