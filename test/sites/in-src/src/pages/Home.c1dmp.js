import { echo } from 'backend/plain.web';

echo('home');
