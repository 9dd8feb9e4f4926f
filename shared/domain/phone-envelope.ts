/**
 * Takes a number out of what carries it: SIP and tel addresses, caller-ID with a name, messenger ids, and the
 * channel names of Asterisk.
 */
export type Envelope =
  | { kind: 'text'; text: string; extension?: string; areaCode?: string }
  | { kind: 'extension' }
  | { kind: 'withheld' };

export function readEnvelope(text: string): Envelope {
  const channel = CHANNEL.exec(text);
  if (channel) return readChannel((channel[1] ?? '').toLowerCase(), channel[2] ?? '');
  const shortened = unquote(text);
  const bracket = /<([^<>]*)>/.exec(shortened);
  const inner = bracket ? (bracket[1] ?? '').trim() : shortened.trim();
  if (bracket && inner === '') return { kind: 'withheld' };
  return readAddress(bracket && !/[0-9\p{L}]/u.test(inner) ? shortened : inner);
}

/** Technologies of Asterisk and its usual add-on drivers. */
const CHANNEL =
  /^(PJSIP|SIP|IAX2?|DAHDI|ZAP|Local|SCCP|Skinny|H323|OOH323|mISDN|MGCP|Console|Dongle|Quectel|Khomp|Sangoma|WebRTC|Motif|USTM|Phone|Agent|Message|CAPI|Unistim)\/(.*)$/is;

function readChannel(technology: string, address: string): Envelope {
  const peer = address
    .replace(/;[12]$/, '')
    .replace(/@.*$/s, '')
    .replace(/-[0-9a-f]{8,}$|-[0-9]{1,4}$|-[0-9a-f]{4}$/i, '')
    .split('/')
    .at(-1);
  if (peer === undefined || peer === '') return { kind: 'withheld' };
  // DAHDI/1-1 names a port, and SIP/101 a telephone of ours: too short for a caller from outside.
  if (/^[a-z]?[0-9]{1,6}$/i.test(peer)) return { kind: 'extension' };
  if (/^\+?[0-9]{7,}$/.test(peer)) return { kind: 'text', text: peer };
  const number = /\+?[0-9]{8,}/.exec(peer);
  if (number && technology !== 'agent') return { kind: 'text', text: number[0] };
  return { kind: 'withheld' };
}

/** Excel writes ="0912…" or a leading apostrophe to keep a zero. */
function unquote(text: string): string {
  return text.replace(/^=\s*"(.*)"$/s, '$1').replace(/^['‘’`]+/, '');
}

const SCHEME = /^(sips?|tel|callto|phone|whatsapp|xmpp|h323|im):(?:\/\/)?/i;
const MESSENGER = /@(?:s\.whatsapp\.net|c\.us|whatsapp\.com)$/i;
const MESSENGER_LINK = /^(?:https?:\/\/)?(?:wa\.me|api\.whatsapp\.com\/send\/?\?phone=)\/?\+?([0-9]+)/i;

function readAddress(address: string): Envelope {
  const link = MESSENGER_LINK.exec(address);
  if (link) return { kind: 'text', text: `+${link[1] ?? ''}` };
  const jid = address.replace(SCHEME, '');
  // A messenger's id is E.164 without plus, then the device: 98912…:12@s.whatsapp.net.
  if (MESSENGER.test(jid))
    return { kind: 'text', text: `+${jid.replace(/[:@.].*$/s, '').replace(/^\+/, '')}` };
  if (/@(?:g\.us|lid|broadcast)$/i.test(jid)) return { kind: 'withheld' };
  const scheme = SCHEME.exec(address)?.[1]?.toLowerCase();
  const decoded = jid.includes('%') ? decodePercent(jid) : jid;
  const isAddress = scheme !== undefined || decoded.includes('@') || /;[a-z-]+=/i.test(decoded);
  if (!isAddress) return IPV4.test(decoded) ? { kind: 'withheld' } : { kind: 'text', text: decoded };
  const user = decoded.replace(/@.*$/s, '');
  const bare = user.replace(/;.*$/s, '').replace(/(?<=\d):.*$/s, '');
  if (IPV4.test(bare) || (scheme?.startsWith('sip') === true && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(bare)))
    return { kind: 'withheld' };
  const extension = /;ext=([0-9]{1,7})/i.exec(decoded)?.[1];
  return { kind: 'text', ...withContext(bare, decoded), ...(extension === undefined ? {} : { extension }) };
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/;

/** RFC 3966: a local number means something only within its phone-context. */
function withContext(number: string, address: string): { text: string; areaCode?: string } {
  const context = /;phone-context=\+([0-9]{1,7})/i.exec(address)?.[1];
  if (context === undefined || number.startsWith('+')) return { text: number };
  if (!context.startsWith('98')) return { text: `+${context}${number.replace(/^0/, '')}` };
  return context.length === 4 ? { text: number, areaCode: context.slice(2) } : { text: number };
}

function decodePercent(text: string): string {
  return text.replace(/%(2b|20|23|2d|28|29|2a)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
