/** SQLite's own code of a thrown error (`SQLITE_BUSY`, `SQLITE_FULL` …), or null where it is another error. */
export function storeErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const { code } = error;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}
