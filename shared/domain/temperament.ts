import type { ShownTrait, Trait } from '../contract/card.ts';

/** One dealing as somebody saw it. */
export type Observation = {
  readonly trait: Trait;
  readonly at: number;
  readonly agentId: number | null;
  readonly callId: number | null;
  readonly ourFault: boolean;
  /** The matter that an upset belongs to. */
  readonly complaintId: number | null;
};

const day = 86_400_000;
/** knowledge.md, "Temperament": weight by age, what counts no more, and how long an upset lasts. */
export const HALF_LIFE = 180 * day;
export const EXPIRY = 730 * day;
export const UPSET_LIFE = 14 * day;
const MOST_SHOWN = 2;
/** Opposites are "close together" where the weaker has at least half of the stronger's weight. */
const CLOSE = 0.5;

type Lasting = Exclude<Trait, 'upsetToday'>;

const opposites: readonly (readonly [Lasting, Lasting])[] = [
  ['formal', 'humorous'],
  ['inHurry', 'sociable'],
  ['inHurry', 'curious'],
  ['calm', 'demanding'],
];

/** Breaks ties, so that the order in which observations arrive never matters: the kinder word first. */
const traitOrder: readonly Trait[] = [
  'upsetToday',
  'calm',
  'sociable',
  'curious',
  'formal',
  'hesitant',
  'humorous',
  'inHurry',
  'demanding',
  'grumbling',
];

type Tally = {
  trait: Trait;
  weight: number;
  count: number;
  lastAt: number;
  agents: number;
  occasions: number;
};

/**
 * What the card shows of a customer's manner: at most two traits, an upset first, then the heaviest of the lasting
 * vote. `openComplaints` are the customer's: an upset about a complaint lapses when that one closes.
 */
export function temperamentVote(
  observations: readonly Observation[],
  now: number,
  openComplaints: ReadonlySet<number>,
): ShownTrait[] {
  if (observations.length === 0) return [];
  const once = oncePerOccasion(observations);
  const upset = shownUpset(once, now, openComplaints);
  const lasting = tallies(once, now).filter(mayBeShown).sort(heavierFirst);
  const mixed = mixedTraits(lasting);
  const shown = lasting.map((tally): ShownTrait => ({
    trait: tally.trait,
    count: tally.count,
    lastAt: tally.lastAt,
    seenOnce: tally.count === 1,
    mixed: mixed.has(tally.trait),
    ourFault: false,
  }));
  return (upset === null ? shown : [upset, ...shown]).slice(0, MOST_SHOWN);
}

/** The same trait, marked twice in one call by one agent, was seen once. */
function oncePerOccasion(observations: readonly Observation[]): Observation[] {
  const seen = new Map<string, Observation>();
  const apart: Observation[] = [];
  for (const one of observations) {
    if (one.callId === null) {
      apart.push(one);
      continue;
    }
    const key = `${one.trait} ${one.callId} ${one.agentId}`;
    const known = seen.get(key);
    seen.set(key, known === undefined ? one : newestOf(known, one));
  }
  return [...apart, ...seen.values()];
}

/** Of two marks of one occasion the newer stands; "our fault", said once, holds for the occasion. */
function newestOf(a: Observation, b: Observation): Observation {
  const newer = a.at > b.at || (a.at === b.at && (a.complaintId ?? 0) >= (b.complaintId ?? 0)) ? a : b;
  return newer.ourFault === (a.ourFault || b.ourFault) ? newer : { ...newer, ourFault: true };
}

function shownUpset(
  observations: readonly Observation[],
  now: number,
  openComplaints: ReadonlySet<number>,
): ShownTrait | null {
  const alive = observations.filter(
    (one) =>
      one.trait === 'upsetToday' &&
      now - one.at < UPSET_LIFE &&
      (one.complaintId === null || openComplaints.has(one.complaintId)),
  );
  if (alive.length === 0) return null;
  return {
    trait: 'upsetToday',
    count: alive.length,
    lastAt: latest(alive),
    seenOnce: alive.length === 1,
    mixed: false,
    ourFault: alive.some((one) => one.ourFault),
  };
}

/** What came of our own fault never feeds the lasting vote, whatever trait it was marked with. */
function tallies(observations: readonly Observation[], now: number): Tally[] {
  const byTrait = new Map<Trait, Observation[]>();
  for (const one of observations) {
    if (one.trait === 'upsetToday' || one.ourFault || now - one.at >= EXPIRY) continue;
    const group = byTrait.get(one.trait);
    if (group === undefined) byTrait.set(one.trait, [one]);
    else group.push(one);
  }
  return [...byTrait].map(([trait, seen]) => tallyOf(trait, seen, now));
}

function tallyOf(trait: Trait, seen: readonly Observation[], now: number): Tally {
  const newestFirst = [...seen].sort((a, b) => b.at - a.at);
  const agents = new Set<number>();
  const calls = new Set<number>();
  let outsideCalls = 0;
  let weight = 0;
  for (const one of newestFirst) {
    weight += weightAt(one.at, now);
    if (one.agentId !== null) agents.add(one.agentId);
    if (one.callId === null) outsideCalls += 1;
    else calls.add(one.callId);
  }
  return {
    trait,
    weight,
    count: seen.length,
    lastAt: latest(seen),
    agents: agents.size,
    occasions: calls.size + outsideCalls,
  };
}

/** A mark from a clock that runs ahead weighs as one of now. */
function weightAt(at: number, now: number): number {
  return 2 ** (-Math.max(0, now - at) / HALF_LIFE);
}

/** Hard words are shown only after two agents or three calls; haste is of the moment, and needs three. */
function mayBeShown(tally: Tally): boolean {
  if (tally.trait === 'inHurry') return tally.occasions >= 3;
  if (tally.trait === 'demanding' || tally.trait === 'grumbling') {
    return tally.agents >= 2 || tally.occasions >= 3;
  }
  return true;
}

function heavierFirst(a: Tally, b: Tally): number {
  return b.weight - a.weight || traitOrder.indexOf(a.trait) - traitOrder.indexOf(b.trait);
}

function mixedTraits(lasting: readonly Tally[]): ReadonlySet<Trait> {
  const mixed = new Set<Trait>();
  const weights = new Map(lasting.map((tally) => [tally.trait, tally.weight]));
  for (const [one, other] of opposites) {
    const a = weights.get(one);
    const b = weights.get(other);
    if (a === undefined || b === undefined) continue;
    if (Math.min(a, b) >= CLOSE * Math.max(a, b)) mixed.add(one).add(other);
  }
  return mixed;
}

function latest(observations: readonly Observation[]): number {
  return observations.reduce((last, one) => Math.max(last, one.at), Number.NEGATIVE_INFINITY);
}
