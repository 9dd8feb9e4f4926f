import type { CallView } from '#shared/contract/calls.ts';

/** The number as the screen shows it: read where it could be, else as the line sent it; null when withheld. */
export function shownNumber(call: CallView): string | null {
  return call.e164 ?? call.number;
}

/**
 * The number as other programs take it when it is pasted: Iranian numbers as they are dialled here (0912…), foreign
 * ones with +, extensions as they are. Always Latin digits.
 */
export function copiedNumber(call: CallView): string | null {
  if (call.e164 === null) return call.number;
  return call.e164.startsWith('+98') ? `0${call.e164.slice(3)}` : call.e164;
}

/** Puts a text on the clipboard; also where a shell refuses the asynchronous clipboard to its pages. */
export async function copyText(text: string, page: Document): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, page);
  }
}

function copyBySelection(text: string, page: Document): boolean {
  const before = page.activeElement;
  const field = page.createElement('textarea');
  field.className = 'only-heard';
  field.value = text;
  page.body.append(field);
  field.select();
  const copied = page.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
