import type { AgentView, StoreState } from '#shared/contract/app.ts';
import { language } from '#shared/contract/common.ts';
import type { Appearance, LineStatus } from '#shared/contract/settings.ts';
import { Refusal } from '#shared/contract/errors.ts';
import { z } from 'zod';
import type { LineProfile } from '#shared/domain/phone-number.ts';
import { makeAuditLog } from './audit-log.ts';
import { makeCallSimulator } from './calls/call-simulator.ts';
import { callsMain } from './calls/calls.handlers.ts';
import { type LineFacts, simulatedLineId } from './calls/shown-call.ts';
import { makeSwitchboard } from './calls/switchboard.ts';
import { customersMain } from './customers/customers.main.ts';
import type { CallLane, WorkerLane } from './dispatch.ts';
import type { AskLane, Emit, Log, MainHandlers } from './feature.ts';
import { startLanes, type LaneState } from './lanes/lanes.ts';
import { makeHiddenNumbers } from './settings/hidden-numbers.ts';
import { makeLineTests } from './settings/line-tests.ts';
import { loadSettings, type SettingsCache } from './settings/settings-cache.ts';
import { lineSecretKey, savedLines, settingsMain } from './settings/settings.handlers.ts';
import { runLines } from './telephony/running-lines.ts';

/** One data folder at work: its store behind three lanes, its lines, its calls. */
export type Workspace = {
  readonly folder: string;
  readonly sample: boolean;
  readonly settings: SettingsCache;
  readonly ask: AskLane;
  readonly callLane: CallLane;
  readonly handlers: MainHandlers;
  readonly audit: ReturnType<typeof makeAuditLog>;
  readonly agents: () => readonly AgentView[];
  readonly lanesDown: () => readonly WorkerLane[];
  /** The extension that this desk's lines ring, for agents who have none of their own. */
  readonly deskExtension: () => string;
  readonly reloadAgents: () => Promise<void>;
  readonly company: () => string;
  close(): Promise<void>;
};

export type WorkspaceOptions = {
  readonly folder: string;
  readonly laneEntry: URL;
  readonly laneData: Readonly<Record<string, unknown>>;
  readonly now: () => number;
  readonly emit: Emit;
  readonly log: Log;
  readonly defaultAppearance: Appearance;
  readonly agentAt: (extension: string) => number | null;
  /** The extension of a window that is open now. */
  readonly openExtension: () => string | null;
  readonly seqOf: (sessionId: string) => number;
  readonly onLanes: () => void;
  /** An agent's extension follows from the desk's where they have none: told when lines change. */
  readonly onDesk: () => void;
};

const foreignLine: LineProfile = { country: 'IR' };

export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { emit, log, now } = options;
  const down = new Set<WorkerLane>();
  const lanes = await startLanes({
    entry: options.laneEntry,
    workerData: options.laneData,
    liveWaiting: new SharedArrayBuffer(4),
    emit,
    log,
    now,
    onState(lane, state: LaneState) {
      if (state === 'down') down.add(lane);
      else down.delete(lane);
      options.onLanes();
    },
  });
  const { ask } = lanes;
  const settings = await loadSettings(ask);
  let agents = (await ask('agents.list', {})).agents;
  const branchLanguage = settings.get('branch/language', language, options.defaultAppearance.language);
  const sample = settings.get('branch/sample', z.boolean(), false);
  const fallback = { ...options.defaultAppearance, language: branchLanguage };
  const audit = makeAuditLog({ ask, now, log });
  const tools = { ask, now, emit: emitAndNote, log };

  const switchboard = makeSwitchboard(tools, {
    line: lineFacts,
    agents: () => agents,
    agentAt: options.agentAt,
    isIgnored: makeHiddenNumbers(settings, typedNumbers),
  });
  const lines = runLines({
    onEvent: switchboard.hear,
    onStatus: (status: LineStatus) => emit('line.status', status),
    log,
  });
  const tests = makeLineTests({ emit, log });
  const simulator = makeCallSimulator({
    onEvent: switchboard.hear,
    sample,
    language: () => settings.get('branch/language', language, branchLanguage),
    openExtension: () => options.openExtension() ?? deskExtension(),
  });

  const handlers: MainHandlers = {
    ...settingsMain(tools, settings, lines, tests, options.onDesk, fallback),
    ...callsMain(tools, switchboard, simulator, options.seqOf),
    ...customersMain(tools, switchboard, typedNumbers),
    'agents.list': () => ({ agents: [...agents] }),
    'agents.create': async (agent, caller) => {
      const created = await ask('agents.create', agent, caller);
      await reloadAgents();
      return created;
    },
    'operations.undo': async ({ operationId }, caller) => {
      const undone = await ask('operations.undo', { operationId }, caller);
      await Promise.all([settings.reload(), reloadAgents()]);
      for (const customerId of undone.customerIds) emit('customer.changed', { customerId });
      switchboard.readAgain(() => true);
      return { operationId: undone.operationId };
    },
  };

  await startSavedLines();

  return {
    folder: options.folder,
    sample,
    settings,
    ask,
    callLane: lanes.call,
    handlers,
    audit,
    agents: () => agents,
    lanesDown: () => [...down],
    deskExtension,
    reloadAgents,
    company: () => settings.get('branch/company', z.string(), ''),
    async close() {
      await tests.stopAll();
      await simulator.stop();
      await lines.stopAll();
      await switchboard.close();
      await audit.flush();
      await lanes.close();
    },
  };

  /** What a ring shows of a customer is read access like any other. */
  function emitAndNote(...[name, body, audience]: Parameters<Emit>): void {
    emit(name, body, audience);
    if (name !== 'call.ringing' || !('card' in body) || !('call' in body)) return;
    const { card, call } = body;
    if (card?.match === 'one') audit.noteCard(options.agentAt(call.extension), card.customer.id);
  }

  function lineFacts(lineId: string): LineFacts {
    const saved = savedLines(settings).find(({ id }) => id === lineId);
    if (saved !== undefined) return { id: lineId, name: saved.name, profile: profileOf(saved.profile) };
    return { id: lineId, name: lineId === simulatedLineId ? '' : lineId, profile: typedNumbers() };
  }

  /** Numbers that people type, and those of the simulated line, follow the habits of the branch's first line. */
  function typedNumbers(): LineProfile {
    const first = savedLines(settings)[0];
    if (first !== undefined) return profileOf(first.profile);
    return { ...foreignLine, areaCode: settings.get('branch/areaCode', z.string(), '21') };
  }

  function deskExtension(): string {
    return (
      savedLines(settings).find(({ enabled, extension }) => enabled && extension !== '')?.extension ?? ''
    );
  }

  async function startSavedLines(): Promise<void> {
    for (const line of savedLines(settings)) {
      const { value } = await ask('secrets.read', { key: lineSecretKey(line.id) });
      await lines.start(line, value);
    }
  }

  async function reloadAgents(): Promise<void> {
    agents = (await ask('agents.list', {})).agents;
    options.onDesk();
  }
}

/** Where no store is open, every method but those of `app` refuses with this. */
export function storeClosed(store: StoreState): Refusal {
  const code =
    store.state === 'newer' ? 'newer_store' : store.state === 'open' ? 'store_closed' : store.state;
  return new Refusal(code, 'the store is not open');
}

function profileOf({
  country,
  areaCode,
  outsidePrefix,
  e164WithoutPlus,
  extensionDigits,
}: {
  country: string;
  areaCode: string;
  outsidePrefix: string;
  e164WithoutPlus: boolean;
  extensionDigits: [number, number] | null;
}): LineProfile {
  return {
    country,
    e164WithoutPlus,
    ...(areaCode === '' ? {} : { areaCode }),
    ...(outsidePrefix === '' ? {} : { outsidePrefix }),
    ...(extensionDigits === null ? {} : { extensionDigits }),
  };
}
