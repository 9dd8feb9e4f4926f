import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { AppStatus, SessionView, StoreState } from '#shared/contract/app.ts';
import { contract, events as contractEvents } from '#shared/contract/contract.ts';
import { Refusal } from '#shared/contract/errors.ts';
import type { Appearance } from '#shared/contract/settings.ts';
import { describeBug } from './bug.ts';
import { contractVersion } from './contract-version.ts';
import type { Core } from './core.ts';
import { openStore } from './db/open.ts';
import { setAside } from './db/store-file.ts';
import { makeDispatch } from './dispatch.ts';
import { makeEventLog } from './event-log.ts';
import type { Caller, Emit, Log, MainHandlers } from './feature.ts';
import { makeFileLog } from './log.ts';
import { generateSample } from './sample/generate-sample.ts';
import { type Identity, makeSessions, nobody, type Session } from './sessions.ts';
import { openWorkspace, storeClosed, type Workspace } from './workspace.ts';

export type CoreOptions = {
  /** Owner-only folder with the store and its key; made where it is missing. The host holds its lock. */
  readonly dataFolder: string;
  /** The lanes' entry file: the source under Node, the bundle's own file in the desktop app. */
  readonly laneEntry: URL;
  readonly version: string;
  /** What the system says, until somebody has chosen. */
  readonly defaultAppearance: Appearance;
  readonly now?: () => number;
  readonly log?: Log;
  /** Parse answers too: in development and tests. */
  readonly checkOutput?: boolean;
};

/**
 * Composes everything: store and lanes behind one door, sessions and events in front of it. A data folder whose
 * store does not open gives a core all the same: its windows show why, and what the user may choose.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const now = options.now ?? Date.now;
  const log = options.log ?? makeFileLog(options.dataFolder, now);
  const sampleFolder = join(options.dataFolder, 'sample');

  let store: StoreState = { state: 'open' };
  let workspace: Workspace | null = null;

  const sessions = makeSessions({
    newId: randomUUID,
    initial: whoSitsHere,
    isWatched: (sessionId) => events.isWatched(sessionId),
    onForgotten: (sessionId) => events.forget(sessionId),
  });
  const events = makeEventLog({
    sessions: () => sessions.all(),
    onListenerFailed: (failure) => log('error', 'listener_failed', describeBug(failure)),
  });
  const emit: Emit = events.emit;
  const ownHandlers = appHandlers();
  const dispatch = makeDispatch({
    contract,
    handlers: allMainHandlers(),
    callLane: async (lane, name, input, caller) => await atWork().callLane(lane, name, input, caller),
    checkOutput: options.checkOutput ?? false,
    log,
    newIncident: randomUUID,
  });
  const terminal = openTerminal();
  await open(options.dataFolder);

  return {
    async call({ id }, name, input) {
      const session = sessions.get(id);
      if (session === null) return { ok: false, error: { code: 'forbidden', message: 'no such session' } };
      const caller = callerOf(session);
      const envelope = await dispatch(caller, name, input);
      if (envelope.ok)
        workspace?.audit.noteCall(caller, name, contract[name as keyof typeof contract].kind, input);
      return envelope;
    },
    openSession: (windowId) => sessions.open(windowId),
    terminal,
    subscribe: events.subscribe,
    seqOf: events.seqOf,
    holdsSince: events.holdsSince,
    contractVersion: contractVersion(contract, contractEvents),
    close: async () => await workspace?.close(),
  };

  async function open(folder: string): Promise<void> {
    const opened = openStore(folder, { from: 'file' }, { now });
    if (opened.state !== 'open') {
      store = opened;
      workspace = null;
      return;
    }
    // Opened here to be judged and migrated; from now on only the lanes hold it.
    opened.writer.close();
    workspace = await openWorkspace({
      folder,
      laneEntry: options.laneEntry,
      laneData: { file: opened.file, key: opened.key },
      now,
      emit,
      log,
      defaultAppearance: options.defaultAppearance,
      agentAt: (extension) =>
        sessions.all().find((one) => (one.extension ?? '') === extension && one.agentId !== null)?.agentId ??
        null,
      openExtension: () => {
        const seated = sessions.all().filter(({ agentId }) => agentId !== null);
        return (seated.find(({ id }) => events.isWatched(id)) ?? seated[0])?.extension ?? null;
      },
      seqOf: events.seqOf,
      onLanes: () => emit('app.status', status()),
      onDesk: reseat,
    });
    store = { state: 'open' };
    reseat();
  }

  /** Another store under the same windows: they are told to load themselves anew. */
  async function reopen(folder: string): Promise<void> {
    const before = workspace;
    workspace = null;
    await before?.close();
    await open(folder);
    emit('app.reload', {});
  }

  function appHandlers(): MainHandlers {
    return {
      'app.status': () => status(),
      // A window must know its language also to say why the store does not open.
      'appearance.get': (input, caller) =>
        workspace?.handlers['appearance.get']?.(input, caller) ?? options.defaultAppearance,
      'app.setUp': async ({ language, company, displayName, extension }, { sessionId, ...caller }) => {
        const { agents, ask, settings, reloadAgents } = atWork();
        if (agents().length > 0) throw new Refusal('conflict', 'the first agent exists already');
        const appearance = { ...options.defaultAppearance, language };
        await settings.set('app.setUp', [
          { key: 'branch/company', value: company },
          { key: 'branch/language', value: language },
          { key: 'node/appearance', value: appearance },
        ]);
        const first = { displayName, extension, role: 'administrator' } as const;
        const agent = await ask('agents.create', first, { sessionId, ...caller });
        await reloadAgents();
        return await seat(sessionId, agent.id);
      },
      'app.enterSample': async ({ language }, { role }) => {
        if (workspace?.sample === true) return {};
        // Everybody's lines stop while sample data is open: where people work already, that is not for each to do.
        if (workspace !== null && workspace.agents().length > 0 && role !== 'administrator') {
          throw new Refusal('forbidden', 'needs role administrator');
        }
        const made = await generateSample({
          folder: sampleFolder,
          customers: sampleCustomers,
          language,
          seed: sampleSeed,
          now: now(),
          onProgress: (done, of) => emit('sample.progress', { done, of }),
        });
        if (made.state === 'refused')
          throw new Refusal('conflict', 'a store that is no sample stands in its place');
        await reopen(sampleFolder);
        return {};
      },
      'app.leaveSample': async () => {
        await reopen(options.dataFolder);
        return {};
      },
      'app.setStoreAside': async () => {
        if (store.state === 'open') throw new Refusal('conflict', 'the store is open');
        if (store.state === 'newer') throw new Refusal('newer_store', 'a newer version can open this store');
        setAside(options.dataFolder, now());
        await reopen(options.dataFolder);
        return {};
      },
      'app.tryAgain': async () => {
        if (workspace === null) await reopen(options.dataFolder);
        return {};
      },
      'sessions.current': (_input, { sessionId }) => viewOf(sessionId),
      'sessions.switch': ({ agentId }, { sessionId }) => seat(sessionId, agentId),
    };
  }

  /** A workspace's handlers change with its store; the door's stay, and ask for those of the moment. */
  function allMainHandlers(): MainHandlers {
    const names = Object.keys(contract).filter(
      (name) => contract[name as keyof typeof contract].lane === 'main',
    );
    const forward = (name: string) => (input: never, caller: Caller) => {
      const handler = (ownHandlers as AnyHandlers)[name] ?? (atWork().handlers as AnyHandlers)[name];
      if (handler === undefined) throw new Error(`no handler for ${name}`);
      return handler(input, caller);
    };
    return Object.fromEntries(names.map((name) => [name, forward(name)]));
  }

  function atWork(): Workspace {
    if (workspace === null) throw storeClosed(store);
    return workspace;
  }

  function status(): AppStatus {
    return {
      store,
      sample: workspace?.sample ?? false,
      canLeaveSample: workspace?.folder === sampleFolder,
      needsSetup: workspace !== null && workspace.agents().length === 0,
      lanesDown: [...(workspace?.lanesDown() ?? [])],
      lastCopyAt: null,
      version: options.version,
    };
  }

  async function seat(sessionId: string, agentId: number): Promise<SessionView> {
    const { settings } = atWork();
    sessions.assume(sessionId, identityOf(agentId));
    await settings.set('sessions.switch', [{ key: 'node/lastAgent', value: agentId }]);
    const view = viewOf(sessionId);
    emit('session.changed', view, { to: 'session', sessionId });
    emit('app.status', status());
    return view;
  }

  /** Agents or lines changed: who sits where stays, role and extension are read anew. */
  function reseat(): void {
    sessions.resetAll((session) => {
      if (session.id === terminal.id) return session;
      const stillHere = workspace?.agents().some(({ id }) => id === session.agentId) ?? false;
      return stillHere && session.agentId !== null ? identityOf(session.agentId) : whoSitsHere();
    });
  }

  /** At a new window: the agent who worked on this machine last, or the only one there is. */
  function whoSitsHere(): Identity {
    const agents = workspace?.agents() ?? [];
    const last = workspace?.settings.get('node/lastAgent', z.number().nullable(), null) ?? null;
    const only = agents.length === 1 ? agents[0] : undefined;
    // Who looks around in sample data may look at everything.
    const guide =
      workspace?.sample === true ? agents.find(({ role }) => role === 'administrator') : undefined;
    const agent = agents.find(({ id }) => id === last) ?? only ?? guide;
    return agent === undefined ? nobody : identityOf(agent.id);
  }

  function identityOf(agentId: number): Identity {
    const { agents, deskExtension } = atWork();
    const agent = agents().find(({ id }) => id === agentId);
    if (agent === undefined) throw new Refusal('not_found', 'no such agent');
    return { agentId, role: agent.role, extension: agent.extension ?? deskExtension() };
  }

  function viewOf(sessionId: string): SessionView {
    const session = sessions.get(sessionId);
    const agent = workspace?.agents().find(({ id }) => id === session?.agentId) ?? null;
    return {
      agent,
      role: session?.role ?? 'anyone',
      extension: session?.extension || null,
      company: workspace?.company() ?? '',
    };
  }

  /** Commands typed on this machine, proved by the secret in `run.json`. No window can ask for this session. */
  function openTerminal(): Session {
    return sessions.openForGood({ agentId: null, role: 'administrator', extension: null });
  }
}

type AnyHandlers = { readonly [name: string]: ((input: never, caller: Caller) => unknown) | undefined };

const sampleCustomers = 300;
const sampleSeed = 1;

function callerOf({ id, agentId, role, extension }: Session): Caller {
  return { sessionId: id, agentId, role, extension };
}
