/** What a channel's name tells: `PJSIP/101-00000001` is a phone of technology PJSIP, registered as 101. */
export type ChannelName =
  | { readonly kind: 'phone'; readonly technology: string; readonly peer: string }
  /** `Local/…;1` and the like: the server talking to itself, with states and ends of its own. */
  | { readonly kind: 'inner' };

// Channels at whose far end stands a telephone or a trunk. Everything else is the server's own machinery.
const outward = new Set(
  'sip pjsip iax2 sccp skinny dahdi zap mgcp unistim ooh323 h323 khomp motif'.split(' '),
);

/** Reads `Technology/peer-suffix`, also `DAHDI/i1/101-2` and `SIP/101@site-0001`, and marks like `<ZOMBIE>`. */
export function readChannelName(name: string): ChannelName {
  const slash = name.indexOf('/');
  const technology = name.slice(0, Math.max(slash, 0));
  if (!outward.has(technology.toLowerCase())) return { kind: 'inner' };
  const rest = name.slice(slash + 1).replace(/(?:<[A-Z]+>)+$/u, '');
  const dash = rest.lastIndexOf('-');
  const place = dash < 0 ? rest : rest.slice(0, dash);
  const peer = place.slice(place.lastIndexOf('/') + 1).replace(/@.*$/u, '');
  return { kind: 'phone', technology, peer };
}

/**
 * Which of the watched extensions a new channel belongs to, or null. An extension is set as `101`, or as
 * `DAHDI/5` where the port's name is not the extension. An analogue port's own caller number is its extension.
 */
export function extensionOf(
  name: string,
  ownNumber: string | null,
  watched: ReadonlySet<string>,
): string | null {
  const channel = readChannelName(name);
  if (channel.kind === 'inner') return null;
  const withTechnology = `${channel.technology}/${channel.peer}`;
  if (watched.has(channel.peer)) return channel.peer;
  if (watched.has(withTechnology)) return withTechnology;
  const analogue = /^(?:dahdi|zap)$/iu.test(channel.technology) && /^\d{1,3}$/u.test(channel.peer);
  return analogue && ownNumber !== null && watched.has(ownNumber) ? ownNumber : null;
}

/** The two halves of a Local channel, `…;1` and `…;2`, share what stands before the semicolon. */
export function localPair(name: string): string | null {
  const match = /^(Local\/.+);[12]$/iu.exec(name);
  return match?.[1] ?? null;
}
