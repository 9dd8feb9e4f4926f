import { extensionOf, localPair, readChannelName } from './channel-name.ts';

/**
 * The channels alive on a server, as its events tell them, and which of them belong to one call. Versions with
 * Linkedid (13.5 and later) say so; before, it follows from who dials, queues and bridges whom.
 */
export type Channel = {
  readonly uniqueid: string;
  name: string;
  state: number;
  linkedid: string | null;
  /** The channel that this one was made for, where Linkedid does not say. */
  parent: string | null;
  bridgedWith: string | null;
  /** Waits in a queue as its caller. */
  waiting: boolean;
  /** Who stands behind the channel. A masquerade (Asterisk 11's transfers) swaps it between two channels. */
  party: Party;
};

export type Party = {
  /** The leg's name towards the app: the Uniqueid of the channel it began on. */
  readonly leg: string;
  readonly extension: string | null;
  readonly inner: boolean;
  number: string | null;
  name: string | null;
  /** What Newchannel said was dialled. */
  dialled: string | null;
  /** Whom the server says this channel is connected to. */
  connected: string | null;
  connectedName: string | null;
  /** Our own click-to-dial rang this phone. */
  ownDial: boolean;
  /** The call under which this leg was told; once told it stays. */
  call: string | null;
};

/** A server with this many channels alive is not one of ours: the oldest are let go, so that memory stays bounded. */
const mostChannels = 5_000;

export type Channels = ReturnType<typeof createChannels>;

export function createChannels(watched: ReadonlySet<string>) {
  const byId = new Map<string, Channel>();
  const idByName = new Map<string, string>();

  return {
    get: (uniqueid: string | null): Channel | null =>
      uniqueid === null ? null : (byId.get(uniqueid) ?? null),
    named: (name: string | null): Channel | null => byId.get(idByName.get(name ?? '') ?? '') ?? null,
    all: (): Iterable<Channel> => byId.values(),
    meet,
    rename,
    remove,
    root,
    swapParties,
  };

  function meet(uniqueid: string, name: string, number: string | null, linkedid: string | null): Channel {
    const known = byId.get(uniqueid);
    if (known) {
      known.linkedid ??= linkedid;
      return known;
    }
    const channel: Channel = {
      uniqueid,
      name,
      state: 0,
      linkedid,
      parent: otherHalf(name),
      bridgedWith: null,
      waiting: false,
      party: {
        leg: uniqueid,
        extension: extensionOf(name, number, watched),
        inner: readChannelName(name).kind === 'inner',
        number,
        name: null,
        dialled: null,
        connected: null,
        connectedName: null,
        ownDial: false,
        call: null,
      },
    };
    byId.set(uniqueid, channel);
    idByName.set(name, uniqueid);
    if (byId.size > mostChannels) removeOldest();
    return channel;
  }

  /** The second half of a Local channel hangs on the first. */
  function otherHalf(name: string): string | null {
    const pair = localPair(name);
    return pair !== null && name.endsWith(';2') ? (idByName.get(`${pair};1`) ?? null) : null;
  }

  function rename(uniqueid: string, name: string): void {
    const channel = byId.get(uniqueid);
    if (!channel) return;
    forgetName(channel);
    channel.name = name;
    idByName.set(name, uniqueid);
  }

  function remove(uniqueid: string): void {
    const channel = byId.get(uniqueid);
    if (!channel) return;
    byId.delete(uniqueid);
    forgetName(channel);
  }

  function removeOldest(): void {
    for (const uniqueid of byId.keys()) {
      remove(uniqueid);
      return;
    }
  }

  function forgetName(channel: Channel): void {
    if (idByName.get(channel.name) === channel.uniqueid) idByName.delete(channel.name);
  }

  /** The id that all of a call's channels share: Linkedid, else the first channel up the line of who made whom. */
  function root(channel: Channel): string {
    if (channel.linkedid !== null) return channel.linkedid;
    let top = channel;
    // The bound stands against a circle, which confused or hostile input could make.
    for (let step = 0; step < 10 && top.parent !== null; step += 1) {
      const parent = byId.get(top.parent);
      if (!parent) return top.parent;
      top = parent;
    }
    return top.linkedid ?? top.uniqueid;
  }

  function swapParties(one: Channel, other: Channel): void {
    [one.party, other.party] = [other.party, one.party];
  }
}
