import { describeBug } from './bug.ts';
import type { Log } from './feature.ts';

/**
 * Bugs that nobody caught, in the core's own thread. A promise that nobody awaited leaves the rest sound: it is
 * logged, and the calls go on. After a thrown error nothing can be trusted: it is logged, and the process ends. The
 * store and every draft are on the disk by then, and the windows say that the connection is lost.
 */
export function catchLastBugs(log: Log, target: Pick<NodeJS.Process, 'on' | 'exit'> = process): void {
  target.on('unhandledRejection', (reason) => log('error', 'unhandled_rejection', describeBug(reason)));
  target.on('uncaughtException', (error) => {
    log('error', 'uncaught_exception', describeBug(error));
    target.exit(1);
  });
}
