import { cleanText, textLimits } from '#shared/domain/line-event.ts';

/** Rooms that a link may show. */
export const linkedRooms = ['call', 'customers', 'follow-ups', 'complaints', 'review', 'settings'] as const;
export type LinkedRoom = (typeof linkedRooms)[number];

/**
 * What a link asks for. There is deliberately no kind that dials, creates or changes: any web page can open a link.
 */
export type DeepLink =
  | {
      readonly kind: 'look-up';
      /** As written in the link; readPhone makes it comparable. */ readonly phone: string;
    }
  | { readonly kind: 'show'; readonly room: LinkedRoom; readonly id?: number }
  | {
      readonly kind: 'refused';
      readonly reason: 'too_long' | 'unknown_scheme' | 'malformed' | 'no_number' | 'unknown_room' | 'bad_id';
    };

const longest = 2_000;

// Only these rooms have things with an id of their own.
const roomsWithIds: ReadonlySet<LinkedRoom> = new Set(['customers', 'follow-ups', 'complaints']);

/** Reads a `tel:`, `callto:` or `ashena:` link from outside. Never throws. */
export function readDeepLink(link: string): DeepLink {
  if (link.length > longest) return { kind: 'refused', reason: 'too_long' };
  const match = /^\s*([a-z][a-z0-9+.-]*):(?:\/\/)?([^]*)$/iu.exec(link);
  const [scheme, rest] = [match?.[1]?.toLowerCase(), match?.[2]];
  if (scheme === undefined || rest === undefined) return { kind: 'refused', reason: 'unknown_scheme' };
  switch (scheme) {
    case 'tel':
    case 'callto':
      return readPhoneLink(rest);
    case 'ashena':
      return readRoomLink(rest);
    default:
      return { kind: 'refused', reason: 'unknown_scheme' };
  }
}

/** RFC 3966: the number stands before the parameters. What follows `;` or `?` is not for us. */
function readPhoneLink(rest: string): DeepLink {
  const decoded = decode(rest.split(/[;?#]/u)[0] ?? '');
  if (decoded === null) return { kind: 'refused', reason: 'malformed' };
  const phone = cleanText(decoded.replace(/\/+$/u, ''), textLimits.number + 1);
  // Digits of any script, and the marks that people write between them; a name or a command is no number.
  const isNumber = phone !== null && /^[+*#\p{Nd} ().\-/]+$/u.test(phone) && /\p{Nd}/u.test(phone);
  if (!isNumber || phone.length > textLimits.number) return { kind: 'refused', reason: 'no_number' };
  return { kind: 'look-up', phone };
}

function readRoomLink(rest: string): DeepLink {
  const parts = rest.replace(/\/$/u, '').split('/');
  const room = linkedRooms.find((name) => name === parts[0]?.toLowerCase());
  if (room === undefined || parts.length > 2) return { kind: 'refused', reason: 'unknown_room' };
  const text = parts[1];
  if (text === undefined) return { kind: 'show', room };
  const id = /^[1-9]\d{0,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (!roomsWithIds.has(room) || !Number.isSafeInteger(id)) return { kind: 'refused', reason: 'bad_id' };
  return { kind: 'show', room, id };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
