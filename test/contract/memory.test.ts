import { makeMemoryLink, type MemoryLink } from './memory.ts';
import { contractSuite } from './suite.ts';

contractSuite('memory', { reconnects: true }, (core) => {
  const links = new Set<MemoryLink>();
  return Promise.resolve({
    openLink(windowId) {
      const link = makeMemoryLink(core, windowId);
      links.add(link);
      return Promise.resolve(link);
    },
    breakAll: () => links.forEach((link) => link.break()),
    mendAll: () => links.forEach((link) => link.mend()),
    close: () => Promise.resolve(),
  });
});
