import { parseArgs } from 'node:util';

export const benchNames = ['card', 'pages', 'paint', 'write', 'encryption', 'lanes', 'memory'] as const;
export type BenchName = (typeof benchNames)[number];

export type BenchArguments = {
  readonly benches: readonly BenchName[];
  readonly customers: number;
  readonly json: boolean;
};

export const usage = `usage: npm run bench -- [${benchNames.join('] [')}] [--customers N] [--json]
All of them when none is named. N is 100000 when not given, at least 1000; its store is made once, in out/bench.`;

const fewestCustomers = 1_000;

/** @returns null where the arguments make no sense */
export function readArguments(given: readonly string[]): BenchArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      options: {
        customers: { type: 'string', default: '100000' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const benches = positionals.filter(isBench);
    const customers = /^\d{1,7}$/.test(values.customers) ? Number(values.customers) : Number.NaN;
    if (benches.length !== positionals.length || !(customers >= fewestCustomers)) return null;
    return {
      benches: benches.length === 0 ? benchNames : benchNames.filter((name) => benches.includes(name)),
      customers,
      json: values.json,
    };
  } catch {
    return null;
  }
}

function isBench(name: string): name is BenchName {
  return (benchNames as readonly string[]).includes(name);
}
