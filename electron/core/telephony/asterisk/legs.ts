import type { SnapshotLeg } from '#shared/domain/line-event.ts';
import type { AmiFields } from './ami-parser.ts';
import { idIn, integerIn, nameIn, numberIn } from './ami-text.ts';
import type { Channel, Channels } from './channels.ts';

/** The numbers of Asterisk's channel states that matter here. */
export const channelState = { dialling: 4, ringing: 5, up: 6 } as const;

export type Legs = ReturnType<typeof createLegs>;

/** What the line's events say of a channel at one of our extensions: which leg, of which call, with whom. */
export function createLegs(of: { readonly line: string; readonly server: string }, channels: Channels) {
  return { meet, legOf, legBeforeRing, takeConnected, dialledBy, isOwnDial, listed };

  /** The channel that a block is about, made known if it was not; null when the block names none. */
  function meet(fields: AmiFields): Channel | null {
    const uniqueid = idIn(fields, 'uniqueid');
    const name = idIn(fields, 'channel');
    if (uniqueid === null || name === null) return null;
    const number = numberIn(fields, 'calleridnum');
    const channel = channels.meet(uniqueid, name, number, idIn(fields, 'linkedid'));
    channel.party.number ??= number;
    channel.party.name ??= nameIn(fields, 'calleridname');
    return channel;
  }

  function legOf(channel: Channel, at: number) {
    channel.party.call ??= channels.root(channel);
    return legBeforeRing(channel, at);
  }

  /** On 11 a channel is made before anything says for which call: until it rings, that may change. */
  function legBeforeRing(channel: Channel, at: number) {
    const call = channel.party.call ?? channels.root(channel);
    return {
      line: of.line,
      server: of.server,
      call,
      callStartedAt: startOf(call) ?? startOf(channel.party.leg) ?? 0,
      leg: channel.party.leg,
      extension: channel.party.extension ?? '',
      at,
    };
  }

  /** Which of our numbers the caller dialled: what the call's first channel was made for. */
  function dialledBy(channel: Channel): string | null {
    const first = channels.get(channels.root(channel));
    return first && first !== channel ? first.party.dialled : null;
  }

  /** A leg for the list of what is alive; none for a channel of nobody whom we watch. */
  function listed(channel: Channel): SnapshotLeg[] {
    const { party, state } = channel;
    if (party.extension === null) return [];
    const phase = phaseIn(state);
    const {
      line: _line,
      server: _server,
      at: _at,
      ...leg
    } = phase === 'offered' ? legBeforeRing(channel, 0) : legOf(channel, 0);
    const direction = directionOf(channel);
    const number = direction === 'outbound' ? (party.dialled ?? party.connected) : party.connected;
    const dialled = direction === 'inbound' ? dialledBy(channel) : null;
    return [{ ...leg, phase, direction, number, name: party.connectedName, dialled }];
  }
}

/** Whom the server says the phone is connected to; its own number is nobody. Silence takes nothing away. */
function takeConnected(channel: Channel, fields: AmiFields): { number: string | null; name: string | null } {
  const connected = numberIn(fields, 'connectedlinenum');
  const number = connected === channel.party.extension ? null : connected;
  const name = nameIn(fields, 'connectedlinename');
  if (number !== null) Object.assign(channel.party, { connected: number, connectedName: name });
  return { number, name };
}

/**
 * Click-to-dial rings the agent's own phone first. Its channel is the call's first, or, on 11, the number to be
 * dialled stands on both sides.
 */
function isOwnDial(channel: Channel, fields: AmiFields): boolean {
  const linkedid = idIn(fields, 'linkedid') ?? channel.linkedid;
  if (linkedid !== null && linkedid === channel.uniqueid) return true;
  const connected = numberIn(fields, 'connectedlinenum');
  return connected !== null && connected === numberIn(fields, 'calleridnum');
}

function directionOf(channel: Channel): SnapshotLeg['direction'] {
  if (channel.party.ownDial) return 'own-dial';
  const first = channel.linkedid === channel.uniqueid;
  return channel.state === channelState.dialling || first ? 'outbound' : 'inbound';
}

function phaseIn(state: number): SnapshotLeg['phase'] {
  if (state === channelState.up) return 'talking';
  return state === channelState.ringing || state === channelState.dialling ? 'ringing' : 'offered';
}

// Asterisk 11's Status gives only the name for a channel that runs no dialplan.
const statesByName: ReadonlyMap<string, number> = new Map([
  ['ring', channelState.dialling],
  ['ringing', channelState.ringing],
  ['up', channelState.up],
]);

/** ChannelState, or what its name stands for; null when the block says neither. */
export function stateIn(fields: AmiFields): number | null {
  return (
    integerIn(fields, 'channelstate') ?? statesByName.get((fields.get('state') ?? '').toLowerCase()) ?? null
  );
}

/** A Uniqueid begins with the second of its making, by the server's clock, perhaps behind the server's name. */
function startOf(id: string): number | null {
  const match = /(?:^|-)(\d{9,11})\.\d+$/u.exec(id);
  return match?.[1] === undefined ? null : Number(match[1]) * 1_000;
}
