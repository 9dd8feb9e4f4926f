import { useEffect, useState } from 'react';

/**
 * False in the commit that shows a component first, true once that commit is on the glass. For what the eye reaches
 * last: on an old PC the name would wait for it (`npm run bench -- paint`).
 */
export function useNextFrame(): boolean {
  const [reached, setReached] = useState(false);
  useEffect(() => {
    // the first frame paints the commit, the second begins when it is painted
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setReached(true));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return reached;
}
