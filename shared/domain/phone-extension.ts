/** Takes an extension that is written in words or signs off a number. */
export function splitExtension(text: string): { rest: string; extension: string | undefined } {
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text);
    const extension = found?.groups?.['ext'];
    if (!found || extension === undefined) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return { rest: trimSigns(rest), extension };
  }
  return { rest: trimSigns(text), extension: undefined };
}

const MORE = String.raw`(?:\s*(?:[-/,،]|و|تا|یا|الی)\s*[0-9]{1,5}(?![0-9]))*`;
const WORD = String.raw`(?:شماره\s*)?(?:داخلی|الداخلی|داخل|دا?خ?\.|(?<![a-z])ext(?:ension|en|n)?|\bint|\binternal|\bposte)`;

const PATTERNS: readonly RegExp[] = [
  new RegExp(
    String.raw`[\s(,،;/-]*${WORD}[.\s:=-]*(?:شماره\s*)?(?<ext>[0-9]{1,7})(?![0-9])${MORE}\s*\)?`,
    'i',
  ),
  /[\s,;(/-]*(?<![0-9])(?<ext>[0-9]{1,5})\s*داخلی\s*\)?/,
  // x123, a pause (p, w) and #123 only after a whole number; 1,2 and three digits after a comma are cut by the parts.
  /(?<=[0-9)]{7}|[0-9]{4}[ )])[\s,;]*[xX×]\s*\.?\s*(?<ext>[0-9]{1,7})(?![0-9])\s*$/,
  /(?<=[0-9)]{4})\s*[pPwW,;]*[pPwW~]\s*(?<ext>[0-9]{1,7})(?![0-9])\s*$/,
  /(?<=[0-9)]{4})\s*[#*]\s*(?<ext>[0-9]{1,7})(?![0-9])#?\s*$/,
  /(?<=[0-9]{4})\s*,{2,}\s*(?<ext>[0-9]{1,7})(?![0-9])#?\s*$/,
];

/** Signs at the ends that are no part of a number; star codes that hide the own number (*31#) go too. */
function trimSigns(text: string): string {
  return text
    .trim()
    .replace(/^[*#]31#/, '')
    .replace(/^[\s\-/.,:;،؛_'"]+|[\s#\-/.,:;،؛_'"*]+$/g, '');
}
