import { resolve } from 'node:path';
import { Refusal } from '#shared/contract/errors.ts';
import type { ImportReport } from '#shared/contract/importing.ts';
import type { LineProfile } from '#shared/domain/phone-number.ts';
import type { LaneFeature } from '../feature.ts';
import { importFile, type ImportOptions } from './import-file.ts';
import { FileRefused, fileRefusals } from './refusals.ts';

/** An empty area code is none: local numbers are ambiguous then, and told as such. */
export function lineOf(country: string, areaCode: string): LineProfile {
  return areaCode === '' ? { country } : { country, areaCode };
}

/** Imports run in the background lane, which writes in short transactions and stands back for the live lane. */
export const importingLane: LaneFeature = ({ writer, apply, now, liveWaiting, log }) => {
  if (writer === null || apply === null) return {};
  const run = async (options: ImportOptions): Promise<ImportReport> => {
    try {
      const report = await importFile(options, { writer, apply, now, liveWaiting });
      const { rows, people, merged, refusedRows, stopped } = report;
      log('info', 'imported', { rows, people, merged, refusedRows, stopped });
      return report;
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      const code = error.reason === 'not_found' ? 'not_found' : 'bad_input';
      throw new Refusal(code, fileRefusals[error.reason].en, { reason: error.reason });
    }
  };
  return {
    methods: {
      'importing.importFile': async ({ path, origin, country, areaCode, dryRun }, caller) => {
        // a path is believed only from a terminal on this machine: a window chooses its files in a dialogue
        if (caller.agentId !== null) throw new Refusal('forbidden', 'only from a terminal');
        return await run({
          path: resolve(path),
          origin,
          line: lineOf(country, areaCode),
          dryRun,
          agentId: null,
        });
      },
    },
    internal: {
      'importing.run': async ({ path, origin, country, areaCode, dryRun }, caller) =>
        await run({
          path,
          origin,
          line: lineOf(country, areaCode),
          dryRun,
          agentId: caller?.agentId ?? null,
        }),
    },
  };
};
