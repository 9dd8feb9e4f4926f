import { ensureBuilt } from '../../build/built.ts';

/** Journeys run what is built: an older build than the sources would be another version of the contract. */
export default function buildFirst(): void {
  ensureBuilt();
}
