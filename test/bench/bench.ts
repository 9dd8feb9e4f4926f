import { openBenchStore, type BenchStore } from './bench-store.ts';
import { readArguments, usage, type BenchName } from './arguments.ts';
import { exitCodeOf, type Measured } from './figures.ts';
import { toJson, toTable } from './table.ts';

/** `npm run bench`: what fast means (design.md, section 10), measured. Each figure beside its floor, in one run. */
export type Bench = (setting: {
  readonly store: BenchStore;
  readonly say: (text: string) => void;
}) => Promise<readonly Measured[]>;

const benches: { readonly [N in BenchName]: () => Promise<Bench> } = {
  card: async () => (await import('./card.ts')).benchCard,
  pages: async () => (await import('./pages.ts')).benchPages,
  paint: async () => (await import('./paint.ts')).benchPaint,
  write: async () => (await import('./write.ts')).benchWrite,
  encryption: async () => (await import('./encryption.ts')).benchEncryption,
  lanes: async () => (await import('./lanes.ts')).benchLanes,
  memory: async () => (await import('./memory.ts')).benchMemory,
};

process.exitCode = await run();

async function run(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === null) {
    console.error(usage);
    return 64;
  }
  const say = (text: string): void => console.error(text);
  const store = await openBenchStore(wanted.customers, say);
  const results: Measured[] = [];
  let broken = 0;
  for (const name of wanted.benches) {
    say(`measuring: ${name}`);
    try {
      const bench = await benches[name]();
      results.push(...(await bench({ store, say })));
    } catch (error) {
      broken += 1;
      console.error(`${name} did not come to its end:`, error);
    }
  }
  console.log(wanted.json ? toJson(results) : `${wanted.customers} customers\n\n${toTable(results)}`);
  return exitCodeOf(results, broken);
}
