import type { Role } from '#shared/contract/method.ts';

/** An agent, a role and an extension in one window. */
export type Session = {
  readonly id: string;
  readonly windowId: string;
  readonly agentId: number | null;
  readonly role: Role;
  readonly extension: string | null;
};

export type Identity = Pick<Session, 'agentId' | 'role' | 'extension'>;

export const nobody: Identity = { agentId: null, role: 'anyone', extension: null };

export type Sessions = {
  /** The window's session; made with `initial()` when the window is new. */
  open(windowId: string): Session;
  /** A session without a window, which is never forgotten. */
  openForGood(identity: Identity): Session;
  get(sessionId: string): Session | null;
  /** Another agent sits at this window now. */
  assume(sessionId: string, identity: Identity): Session;
  /** Every window starts over, e.g. because the store under them is another one now. */
  resetAll(identity: (session: Session) => Identity): void;
  all(): readonly Session[];
};

/** Windows come and go for months; of those that nobody listens to, only this many are remembered. */
const rememberedWindows = 64;

/**
 * @param newId makes an id that cannot be guessed
 * @param initial who sits at a new window, e.g. the agent who worked here last
 * @param isWatched whether a window listens to this session's events; such a session is never forgotten
 */
export function makeSessions(options: {
  readonly newId: () => string;
  readonly initial: () => Identity;
  readonly isWatched?: (sessionId: string) => boolean;
  readonly onForgotten?: (sessionId: string) => void;
}): Sessions {
  const byId = new Map<string, Session>();
  const idOfWindow = new Map<string, string>(); // in the order of last use

  return {
    open(windowId) {
      const known = idOfWindow.get(windowId);
      const session = known === undefined ? undefined : byId.get(known);
      const found = session ?? { id: options.newId(), windowId, ...options.initial() };
      byId.set(found.id, found);
      idOfWindow.delete(windowId);
      idOfWindow.set(windowId, found.id);
      forgetOldest();
      return found;
    },
    openForGood(identity) {
      const id = options.newId();
      const session: Session = { id, windowId: id, ...identity };
      byId.set(id, session); // in no list of windows: nothing to forget it by
      return session;
    },
    get: (sessionId) => byId.get(sessionId) ?? null,
    assume(sessionId, identity) {
      const session = byId.get(sessionId);
      if (session === undefined) throw new Error('assume: no such session');
      return replace(session, identity);
    },
    resetAll(identity) {
      for (const session of byId.values()) replace(session, identity(session));
    },
    all: () => [...byId.values()],
  };

  function replace(session: Session, { agentId, role, extension }: Identity): Session {
    const next: Session = { ...session, agentId, role, extension };
    byId.set(session.id, next);
    return next;
  }

  function forgetOldest(): void {
    let surplus = idOfWindow.size - rememberedWindows;
    for (const [windowId, id] of idOfWindow) {
      if (surplus <= 0) return;
      if (options.isWatched?.(id) === true) continue;
      idOfWindow.delete(windowId);
      byId.delete(id);
      options.onForgotten?.(id);
      surplus -= 1;
    }
  }
}
