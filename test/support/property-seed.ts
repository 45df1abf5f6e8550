import { configureGlobal } from 'fast-check';

// Property tests try the same values in every run. Otherwise a run fails by chance for a change that did not cause it.
configureGlobal({ seed: 20_261_127 });
