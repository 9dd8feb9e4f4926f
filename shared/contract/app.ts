import { z } from 'zod';
import { id, language, moment, nothing } from './common.ts';
import { command, query, roles } from './method.ts';

/** What the store said when it was opened. Nothing is moved or made by itself (design.md, section 6). */
export const storeState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({ state: z.literal('wrong_key') }),
  z.object({ state: z.literal('no_key') }),
  z.object({ state: z.literal('damaged'), reason: z.string() }),
  z.object({ state: z.literal('newer'), version: z.int() }),
]);
export type StoreState = z.infer<typeof storeState>;

export const agentView = z.object({
  id,
  displayName: z.string(),
  role: z.enum(['agent', 'supervisor', 'administrator']),
  extension: z.string().nullable(),
});
export type AgentView = z.infer<typeof agentView>;

export const sessionView = z.object({
  agent: agentView.nullable(),
  role: z.enum(roles),
  extension: z.string().nullable(),
  company: z.string(),
});
export type SessionView = z.infer<typeof sessionView>;

export const appStatus = z.object({
  store: storeState,
  /** Sample data is open, in a folder and under a key of its own. */
  sample: z.boolean(),
  /** It was entered from a real store, to which "leave" goes back; false where the data folder itself is a sample. */
  canLeaveSample: z.boolean(),
  /** No agent exists yet: the welcome screen is shown. */
  needsSetup: z.boolean(),
  /** A lane that died twice within a minute. */
  lanesDown: z.array(z.enum(['live', 'desk', 'background'])),
  lastCopyAt: moment.nullable(),
  version: z.string(),
});
export type AppStatus = z.infer<typeof appStatus>;

export const appContract = {
  'app.status': query({ lane: 'main', role: 'anyone', input: nothing, output: appStatus }),
  /** The first run: makes one administrator and opens this window's session with it. */
  'app.setUp': command({
    lane: 'main',
    role: 'anyone',
    input: z.object({
      language,
      company: z.string().trim().max(120),
      displayName: z.string().trim().min(1).max(120),
      extension: z.string().trim().max(32).nullable(),
    }),
    output: sessionView,
  }),
  /** Makes the sample store if there is none (told by `sample.progress`) and opens it. Windows reload. */
  'app.enterSample': command({
    lane: 'main',
    role: 'anyone',
    input: z.object({ language }),
    output: nothing,
  }),
  'app.leaveSample': command({ lane: 'main', role: 'anyone', input: nothing, output: nothing }),
  /** After wrong_key, no_key or damaged: what the user chose. Set-aside renames, and never deletes. */
  'app.setStoreAside': command({ lane: 'main', role: 'anyone', input: nothing, output: nothing }),
  'app.tryAgain': command({ lane: 'main', role: 'anyone', input: nothing, output: nothing }),
  'sessions.current': query({ lane: 'main', role: 'anyone', input: nothing, output: sessionView }),
  'agents.list': query({
    lane: 'main',
    role: 'anyone',
    input: nothing,
    output: z.object({ agents: z.array(agentView) }),
  }),
  /** Switching is by list; secrets come with the issue on safety. */
  'sessions.switch': command({
    lane: 'main',
    role: 'anyone',
    input: z.object({ agentId: id }),
    output: sessionView,
  }),
  'agents.create': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({
      displayName: z.string().trim().min(1).max(120),
      role: z.enum(['agent', 'supervisor', 'administrator']),
      extension: z.string().trim().max(32).nullable(),
    }),
    output: agentView,
  }),
} as const;

export const appEvents = {
  'app.status': appStatus,
  'session.changed': sessionView,
  'sample.progress': z.object({ done: z.int(), of: z.int() }),
  /** The store under the windows is another one now: the renderer reloads. */
  'app.reload': z.object({}),
} as const;
