import { resolve } from 'node:path';
import { Refusal } from '#shared/contract/errors.ts';
import type { ImportReport } from '#shared/contract/importing.ts';
import type { LaneFeature } from '../feature.ts';
import { lineOf } from './branch-line.ts';
import { importFile, type ImportOptions } from './import-file.ts';
import { FileRefused, fileRefusals } from './refusals.ts';

/** Imports run in the background lane, which writes in short transactions and stands back for the live lane. */
export const importingLane: LaneFeature = ({ reader, writer, apply, now, liveWaiting, log }) => {
  if (writer === null || apply === null) return {};
  const tools = { writer, apply, now, liveWaiting };
  const run = async (dryRun: boolean, options: ImportOptions): Promise<ImportReport> => {
    try {
      const report = await importFile(options, dryRun ? null : tools);
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
        return await run(dryRun, {
          path: resolve(path),
          origin,
          line: lineOf(reader, country, areaCode),
          agentId: null,
        });
      },
    },
    internal: {
      'importing.run': async ({ path, origin, country, areaCode, dryRun }, caller) =>
        await run(dryRun, {
          path,
          origin,
          line: lineOf(reader, country, areaCode),
          agentId: caller?.agentId ?? null,
        }),
    },
  };
};
