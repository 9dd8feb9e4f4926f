import type { LineEvent } from '#shared/domain/line-event.ts';
import type { AmiFields } from './ami-parser.ts';
import { dialledIn, idIn, integerIn, nameIn, numberIn } from './ami-text.ts';
import { createChannels, type Channel } from './channels.ts';
import { channelState, createLegs, stateIn } from './legs.ts';

/**
 * Turns the blocks of any Asterisk from 11 to 20 into line events, for the extensions that are watched. Four
 * events of an extension's own channel are the same in all versions and carry nearly everything (Newchannel,
 * Newstate, NewConnectedLine, Hangup); the others only tell which channels are one call, who waits in a queue,
 * and, on 11, who was transferred to whom.
 */
export type Translator = {
  /** Translates one event block heard at `at` (UTC ms). */
  translate(fields: AmiFields, at: number): LineEvent[];
  /** A connection begins and the list of what is alive is asked for. */
  beginStatus(): void;
  /** Takes one entry of the answer to `Action: Status`. */
  takeStatus(fields: AmiFields): void;
  /** The answer is complete: all legs alive, for a connection that began at `since` (UTC ms). Null if not asked. */
  endStatus(at: number, since: number): LineEvent | null;
};

/** Memory stays bounded when a list never comes. */
const mostHeard = 10_000;

export function createTranslator(of: {
  line: string;
  server: string;
  extensions: Iterable<string>;
}): Translator {
  const channels = createChannels(new Set(of.extensions));
  const legs = createLegs(of, channels);
  let listed = new Set<string>();
  /** Channels heard of while a list is awaited: they are newer than the list. */
  let heard: Set<string> | null = null;

  return {
    translate(fields, at) {
      const uniqueid = idIn(fields, 'uniqueid');
      if (uniqueid !== null && heard !== null && heard.size < mostHeard) heard.add(uniqueid);
      return translate(fields, at);
    },
    beginStatus() {
      listed = new Set();
      heard = new Set();
    },
    takeStatus(fields) {
      const channel = legs.meet(fields);
      if (!channel) return;
      listed.add(channel.uniqueid);
      // What an event said meanwhile is newer.
      if (heard?.has(channel.uniqueid)) return;
      channel.state = stateIn(fields) ?? channel.state;
      channel.party.dialled ??= dialledIn(fields, 'exten') ?? dialledIn(fields, 'extension');
      legs.takeConnected(channel, fields);
      if (channel.state === channelState.ringing) channel.party.ownDial = legs.isOwnDial(channel, fields);
    },
    endStatus(at, since) {
      if (heard === null) return null;
      for (const channel of channels.all())
        if (!listed.has(channel.uniqueid) && !heard.has(channel.uniqueid)) channels.remove(channel.uniqueid);
      const alive = [...channels.all()].flatMap(legs.listed);
      listed = new Set();
      heard = null;
      return { kind: 'resynced', line: of.line, server: of.server, at, since, legs: alive };
    },
  };

  function translate(fields: AmiFields, at: number): LineEvent[] {
    switch ((fields.get('event') ?? '').toLowerCase()) {
      case 'newchannel':
        return newChannel(fields, at);
      case 'newstate':
        return newState(fields, at);
      case 'newcallerid':
        return newCallerId(fields);
      case 'newconnectedline':
        return newConnectedLine(fields, at);
      case 'hangup':
        return hangup(fields, at);
      case 'dial':
      case 'dialbegin':
        return dial(fields);
      case 'agentcalled':
        return agentCalled(fields);
      case 'join':
      case 'queuecallerjoin':
        return joinQueue(fields);
      case 'leave':
      case 'queuecallerleave':
      case 'queuecallerabandon':
        return leaveQueue(fields, at);
      case 'bridge':
        return bridge(fields, at);
      case 'masquerade':
        return masquerade(fields, at);
      case 'rename':
        return rename(fields);
      default:
        return [];
    }
  }

  function newChannel(fields: AmiFields, at: number): LineEvent[] {
    const channel = legs.meet(fields);
    if (!channel) return [];
    channel.party.dialled ??= dialledIn(fields, 'exten');
    const offered: LineEvent[] =
      channel.party.extension === null ? [] : [{ ...legs.legBeforeRing(channel, at), kind: 'offered' }];
    return [...offered, ...reachState(channel, stateIn(fields), fields, at)];
  }

  function newState(fields: AmiFields, at: number): LineEvent[] {
    const channel = legs.meet(fields);
    return channel ? reachState(channel, stateIn(fields), fields, at) : [];
  }

  function reachState(channel: Channel, state: number | null, fields: AmiFields, at: number): LineEvent[] {
    if (state === null) return [];
    channel.state = state;
    if (channel.party.extension === null)
      return state === channelState.up ? answeredByOthers(channel, at) : [];
    const { number, name } = legs.takeConnected(channel, fields);
    switch (state) {
      case channelState.ringing: {
        const ownDial = (channel.party.ownDial = legs.isOwnDial(channel, fields));
        const direction = ownDial ? 'own-dial' : 'inbound';
        const dialled = ownDial ? null : legs.dialledBy(channel);
        return [{ ...legs.legOf(channel, at), kind: 'ringing', direction, number, name, dialled }];
      }
      case channelState.dialling: {
        // Newchannel's Exten is what the agent dialled; the dialplan may put the trunk's number over the rest.
        const dialled = channel.party.dialled ?? dialledIn(fields, 'exten') ?? number;
        return [
          {
            ...legs.legOf(channel, at),
            kind: 'ringing',
            direction: 'outbound',
            number: dialled,
            name,
            dialled: null,
          },
        ];
      }
      case channelState.up:
        return [{ ...legs.legOf(channel, at), kind: 'answered', number, name }];
      default:
        return [];
    }
  }

  /** A phone that we do not watch was picked up: whoever rings for the same call has lost it. */
  function answeredByOthers(channel: Channel, at: number): LineEvent[] {
    const call = channels.root(channel);
    if (channel.party.inner || call === channel.uniqueid) return [];
    return [{ kind: 'taken', line: of.line, server: of.server, call, at }];
  }

  function newCallerId(fields: AmiFields): LineEvent[] {
    const channel = channels.get(idIn(fields, 'uniqueid'));
    if (channel) {
      channel.party.number = numberIn(fields, 'calleridnum') ?? channel.party.number;
      channel.party.name = nameIn(fields, 'calleridname') ?? channel.party.name;
    }
    return [];
  }

  function newConnectedLine(fields: AmiFields, at: number): LineEvent[] {
    const channel = legs.meet(fields);
    if (!channel) return [];
    const { number, name } = legs.takeConnected(channel, fields);
    return connectTo(channel, number, name, at);
  }

  function connectTo(channel: Channel, number: string | null, name: string | null, at: number): LineEvent[] {
    if (channel.party.extension === null || number === null) return [];
    Object.assign(channel.party, { connected: number, connectedName: name });
    return [{ ...legs.legOf(channel, at), kind: 'connected-to', number, name }];
  }

  function hangup(fields: AmiFields, at: number): LineEvent[] {
    const channel = channels.get(idIn(fields, 'uniqueid')) ?? legs.meet(fields);
    if (!channel) return [];
    const events: LineEvent[] = [];
    const call = channels.root(channel);
    if (channel.party.extension !== null)
      events.push({
        ...legs.legOf(channel, at),
        kind: 'ended',
        cause: integerIn(fields, 'cause'),
        ...legs.takeConnected(channel, fields),
        mayRingAgain: channels.get(call)?.waiting === true,
      });
    channels.remove(channel.uniqueid);
    if (call === channel.uniqueid)
      events.push({ kind: 'caller-left', line: of.line, server: of.server, call, at });
    return events;
  }

  function dial(fields: AmiFields): LineEvent[] {
    const begins = fields.get('subevent')?.toLowerCase() ?? 'begin';
    if (begins === 'begin') makeParent(idIn(fields, 'uniqueid'), channels.get(idIn(fields, 'destuniqueid')));
    return [];
  }

  function agentCalled(fields: AmiFields): LineEvent[] {
    const called =
      channels.get(idIn(fields, 'destuniqueid')) ?? channels.named(idIn(fields, 'destinationchannel'));
    makeParent(idIn(fields, 'uniqueid'), called);
    return [];
  }

  function makeParent(parent: string | null, child: Channel | null): void {
    if (parent !== null && child && child.uniqueid !== parent) child.parent ??= parent;
  }

  function joinQueue(fields: AmiFields): LineEvent[] {
    const caller = legs.meet(fields);
    if (caller) caller.waiting = true;
    return [];
  }

  function leaveQueue(fields: AmiFields, at: number): LineEvent[] {
    const caller = channels.get(idIn(fields, 'uniqueid'));
    if (!caller?.waiting) return [];
    caller.waiting = false;
    return [{ kind: 'caller-left', line: of.line, server: of.server, call: channels.root(caller), at }];
  }

  /** Asterisk 11 (and 12's Link): the other side of the bridge is whom the agent talks to. */
  function bridge(fields: AmiFields, at: number): LineEvent[] {
    const one = channels.get(idIn(fields, 'uniqueid1'));
    const other = channels.get(idIn(fields, 'uniqueid2'));
    if (!one || !other) return [];
    const link = fields.get('bridgestate')?.toLowerCase() === 'link';
    one.bridgedWith = link ? other.uniqueid : null;
    other.bridgedWith = link ? one.uniqueid : null;
    if (!link) return [];
    one.party.number = numberIn(fields, 'callerid1') ?? one.party.number;
    other.party.number = numberIn(fields, 'callerid2') ?? other.party.number;
    return [...meetOther(one, other, at), ...meetOther(other, one, at)];
  }

  function meetOther(channel: Channel, other: Channel, at: number): LineEvent[] {
    if (other.party.inner) return [];
    return connectTo(channel, other.party.extension ?? other.party.number, other.party.name, at);
  }

  /**
   * Asterisk 11 completes an attended transfer by letting one channel (the clone) take another's (the original's)
   * place. The original keeps its Uniqueid and its bridge and gets the clone's name and party; the rest hangs up
   * as a zombie under the clone's Uniqueid.
   */
  function masquerade(fields: AmiFields, at: number): LineEvent[] {
    const clone = channels.named(idIn(fields, 'clone'));
    const original = channels.named(idIn(fields, 'original'));
    if (!clone || !original || clone === original) return [];
    channels.swapParties(clone, original);
    const listener = channels.get(original.bridgedWith);
    return listener ? meetOther(listener, original, at) : [];
  }

  function rename(fields: AmiFields): LineEvent[] {
    const uniqueid = idIn(fields, 'uniqueid');
    const name = idIn(fields, 'newname');
    if (uniqueid !== null && name !== null) channels.rename(uniqueid, name);
    return [];
  }
}
