/** `npm run start:browser`: builds what is missing, then the browser host. */
import { serve } from '../electron/serve.ts';
import { ensureBuilt } from './built.ts';

ensureBuilt();
await serve(process.argv.slice(2));
