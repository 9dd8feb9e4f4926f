/** What a log may hold of a bug: kinds and places. */
export type BugFacts = { readonly error: string; readonly at: readonly string[] } & Record<string, unknown>;

/** A bug that happened in another thread; carries its facts over. */
export class BugElsewhere extends Error {
  override readonly name = 'BugElsewhere';
  readonly bug: BugFacts;

  constructor(bug: BugFacts) {
    super('a bug in another thread');
    this.bug = bug;
  }
}

const maxFrames = 8;
const maxNameLength = 64;
const isCode = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * Error messages quote data (JSON.parse shows the text it stumbled over, SQLite the value), and logs carry no
 * names, numbers or notes: so of a bug only its class, its code and its stack frames are kept.
 */
export function describeBug(failure: unknown): BugFacts {
  if (failure instanceof BugElsewhere) return failure.bug;
  if (!(failure instanceof Error)) return { error: typeof failure, at: [] };
  const { code, facts } = failure as { readonly code?: unknown; readonly facts?: unknown };
  return {
    error: failure.constructor.name.slice(0, maxNameLength),
    at: framesOf(failure),
    ...(typeof code === 'string' && isCode.test(code) ? { code } : {}),
    ...(isRecord(facts) ? facts : {}),
  };
}

/** The frames alone: the stack's head repeats the message, on as many lines as it has. */
function framesOf(failure: Error): string[] {
  const lines = (failure.stack ?? '').split('\n');
  const messageLines = failure.message.split('\n').length;
  return lines
    .slice(messageLines)
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, maxFrames)
    .map(withoutFolders);
}

/** `at read (card.queries.ts:12:3)`: a folder's path often holds the name of this computer's user. */
function withoutFolders(frame: string): string {
  return frame
    .trim()
    .replace(/\(.*[\\/]/, '(')
    .replace(/^at (async )?[^(]*[\\/](?=[^\\/(]*$)/, 'at $1');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
