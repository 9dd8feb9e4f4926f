import { phoneKey } from '#shared/domain/phone-number.ts';
import { NAME_KEY_VERSION, nameKey, soundKey } from '#shared/domain/persian-text.ts';
import type { Command, Writer } from '../db/connection.ts';
import { foldComplaint } from '../db/derive-complaint.ts';
import { foldFollowUp } from '../db/derive-follow-up.ts';
import { reverseDigits } from '../db/derive-numbers.ts';
import {
  shortGist,
  type DigestComplaint,
  type DigestFollowUp,
  type DigestInteraction,
  type DigestObservation,
  type DigestPhone,
  type DigestProfileFact,
  type DigestRelation,
} from '../db/digest.ts';
import type { Json } from '../db/tables.ts';
import { dayMs } from './days.ts';
import { countersOf, digestOf, tierOf } from './derived.ts';
import { makeGistFold } from './fold-gists.ts';
import { callTakers } from './history.ts';
import type { SampleCustomer, SampleEvent, SampleInteraction, SampleStrangerCall } from './rows.ts';
import type { SampleIds } from './sample-ids.ts';

export type SampleWriter = {
  /** Writes a customer with all rows and derived values; customers come in the order of their indexes. */
  customer(customer: SampleCustomer): void;
  strangerCall(call: SampleStrangerCall): void;
  /** When all customers are written: who came on whose word is known only now. */
  finish(): void;
};

/** Calls of the last weeks are kept as calls too; of older ones the history's entry is enough. */
const daysOfCalls = 30;

/** All calls of a sample came over the line that exists in no wall. */
const simulatedLine = 'simulated';

export type SampleSetting = {
  readonly ids: SampleIds;
  /** Ids of the sample's agents, in their order. */
  readonly agentIds: readonly number[];
  readonly today: number;
  readonly clock: number;
};

/**
 * Writes rows straight into the tables of a new store that nobody else has open: the one exception to "only `apply`
 * writes shared rows". Nothing is joined to such a store and nothing in it can be undone, so no changes are kept.
 */
export function makeSampleWriter(
  writer: Writer,
  { ids, agentIds, today, clock }: SampleSetting,
): SampleWriter {
  const insert = prepareInserts(writer);
  const foldGist = makeGistFold();
  /** Family relations are told of both ends; the later end learns of the row here. */
  const relationsToCome = new Map<number, DigestRelation[]>();
  const callsSince = today - daysOfCalls * dayMs;

  return {
    customer(customer) {
      const id = ids.customer(customer.index);
      const phones = customer.phones.map((phone) => writePhone(id, phone));
      const relations = writeRelations(id, customer);
      const profile = customer.profile.map((fact): DigestProfileFact => {
        const factId = ids.next();
        insert.profileFact.run(factId, id, fact.field, fact.value, fact.at, agent(fact.agent), clock);
        return { id: factId, field: fact.field, value: fact.value, at: fact.at };
      });
      const calls = writeInteractions(id, customer);
      const purchases = customer.purchases.map(
        ({ at, what, rials, status, startsAt, endsAt, agent: who }) => {
          const row = { id: ids.next(), what, at, amount: rials, unit: 'IRR', startsAt, endsAt, status };
          insert.purchase.run(id, at, row.id, id, what, rials, status, startsAt, endsAt, agent(who), clock);
          return row;
        },
      );
      const enquiries = customer.enquiries.map(({ at, what, rials, validUntil, closedAt, agent: who }) => {
        const agentId = agent(who);
        const row = { id: ids.next(), what, at, amount: rials, unit: 'IRR', validUntil, agentId };
        insert.enquiry.run(id, at, row.id, id, what, rials, validUntil, closedAt, agentId, clock);
        return { row, closedAt };
      });
      const complaints = customer.complaints.map((complaint) => writeComplaint(id, complaint, calls));
      const observations = customer.observations.map((one): DigestObservation => {
        const complaintId = one.complaint === null ? null : (complaints[one.complaint]?.id ?? null);
        const callId = calls.get(one.at)?.callId ?? null;
        const fault = one.ourFault ? 1 : 0;
        insert.observation.run(
          id,
          one.at,
          ids.next(),
          id,
          one.trait,
          fault,
          complaintId,
          agent(one.agent),
          callId,
          clock,
        );
        return [one.trait, one.at, agent(one.agent), fault, complaintId, callId];
      });
      const followUps = customer.followUps.map((followUp) => writeFollowUp(id, followUp, complaints, calls));
      for (const { at, kind, note, agent: who } of customer.life) {
        insert.lifeEvent.run(id, at, ids.next(), id, kind, note, agent(who), clock);
      }
      const grants = customer.grants.map(({ at, what, rials, agent: who }) => {
        const unit = rials === null ? null : 'IRR';
        const agentId = agent(who);
        const row = { id: ids.next(), at, what, amount: rials, unit, agentId };
        const allowedBy = agentIds[callTakers] ?? null;
        insert.grant.run(id, at, row.id, id, what, rials, unit, allowedBy, agentId, clock);
        return row;
      });
      writeCustomerRow(id, customer, complaints, followUps, {
        phones,
        observations,
        relations,
        life: customer.life,
        profile,
        history: customer.interactions.map((one) =>
          toDigestInteraction(one, calls.get(one.at)?.interactionId),
        ),
        complaints: complaints.filter(({ closedAt }) => closedAt === null).map(({ open }) => open),
        followUps: followUps.filter(({ doneAt }) => doneAt === null).map(({ open }) => open),
        purchases,
        enquiries: enquiries.filter(({ closedAt }) => closedAt === null).map(({ row }) => row),
        grants,
      });
    },
    strangerCall({ e164, at, answered }) {
      writeCall(null, null, e164, 'inbound', at, answered ? 90_000 : null, 0);
    },
    finish() {
      writer.script(`UPDATE customer SET digest = json_set(digest, '$.referrals', json_array(came.id))
        FROM (SELECT referred_by, min(id) AS id FROM customer
              WHERE referred_by IS NOT NULL GROUP BY referred_by) AS came
        WHERE customer.id = came.referred_by`);
    },
  };

  function toDigestInteraction(talk: SampleInteraction, id = 0): DigestInteraction {
    const { at, kind, direction, end, gist, outcome } = talk;
    return [id, at, kind, direction, end, shortGist(gist), outcome, agent(talk.agent)];
  }

  function writePhone(customerId: number, phone: SampleCustomer['phones'][number]): DigestPhone {
    const { raw, e164, extension, label, fromAt, toAt } = phone;
    const id = ids.next();
    insert.phone.run(id, customerId, raw, e164, extension, label, fromAt, toAt, clock);
    if (toAt === null) {
      const key = phoneKey(e164);
      insert.phoneIndex.run(key, customerId, reverseDigits(String(key)));
    }
    return { id, raw, e164, extension, label, from: fromAt, to: toAt };
  }

  function writeRelations(customerId: number, customer: SampleCustomer): DigestRelation[] {
    const known = relationsToCome.get(customer.index) ?? [];
    relationsToCome.delete(customer.index);
    for (const { otherIndex, otherName, kind } of customer.relations) {
      const id = ids.next();
      insert.relation.run(id, customerId, ids.customer(otherIndex), kind, clock);
      known.push({ id, otherId: ids.customer(otherIndex), kind, name: otherName });
      if (kind !== 'family') continue;
      if (otherIndex <= customer.index)
        throw new Error('a family relation is written by the earlier of the two');
      const back = { id, otherId: customerId, kind, name: customer.displayName } as const;
      relationsToCome.set(otherIndex, [...(relationsToCome.get(otherIndex) ?? []), back]);
    }
    return known;
  }

  type Talks = ReadonlyMap<number, { readonly interactionId: number; readonly callId: number | null }>;

  /** By moment: at one moment a customer has one talk. */
  function writeInteractions(customerId: number, customer: SampleCustomer): Talks {
    const number = customer.phones.find(({ toAt }) => toAt === null)?.e164 ?? null;
    const talks = new Map<number, { interactionId: number; callId: number | null }>();
    for (const one of customer.interactions) {
      const isRecentCall = one.kind === 'call' && one.at >= callsSince && number !== null;
      const callId = isRecentCall
        ? writeCall(customerId, one, number, one.direction, one.at, one.durationMs, one.agent)
        : null;
      const id = ids.next();
      const { at, kind, direction, end, gist, outcome, durationMs } = one;
      insert.interaction.run(
        customerId,
        at,
        id,
        customerId,
        kind,
        direction,
        end,
        gist,
        outcome,
        agent(one.agent),
        callId,
        durationMs,
        clock,
      );
      if (gist !== null) insert.gist.run(BigInt(id), foldGist(gist));
      talks.set(at, { interactionId: id, callId });
    }
    return talks;
  }

  /** One call and its leg at the agent's extension. `durationMs` null: nobody answered. */
  function writeCall(
    customerId: number | null,
    talk: SampleInteraction | null,
    e164: string,
    direction: 'inbound' | 'outbound',
    at: number,
    durationMs: number | null,
    who: number | null,
  ): number {
    const id = ids.next();
    const answeredAt = durationMs === null ? null : at + 6_000;
    const endedAt = at + 6_000 + (durationMs ?? 18_000);
    const end = talk?.end ?? (durationMs === null ? 'missed' : 'ended');
    const number = e164.startsWith('+98') ? `0${e164.slice(3)}` : e164;
    insert.call.run(
      id,
      `sample-${id}`,
      simulatedLine,
      direction,
      number,
      phoneKey(e164),
      customerId,
      at,
      answeredAt,
      endedAt,
      end,
      clock,
    );
    insert.callLeg.run(
      id,
      `leg-${id}`,
      String(101 + (who ?? 0)),
      agent(who),
      at,
      answeredAt,
      endedAt,
      end,
      clock,
    );
    return id;
  }

  function writeComplaint(
    customerId: number,
    complaint: SampleCustomer['complaints'][number],
    talks: Talks,
  ): { id: number; open: DigestComplaint } & ReturnType<typeof foldComplaint> {
    const id = ids.next();
    const { what, category, severity, remedy, openedAt } = complaint;
    const events = complaint.events.map((event) => ({ ...event, body: bodyOf(event) }));
    const state = foldComplaint(events);
    const interactionId = talks.get(openedAt)?.interactionId ?? null;
    insert.complaint.run(
      id,
      customerId,
      customerId,
      what,
      category,
      severity,
      remedy,
      'call',
      interactionId,
      openedAt,
      clock,
      state.state,
      state.level,
      state.ownerAgentId,
      state.ownerUnit,
      state.handovers,
      state.reopened,
      state.slaDueAt,
      state.nextContactAt,
      state.verdict,
      state.closedAt,
    );
    let seen: number[] = [];
    for (const { at, kind, body, agent: who } of events) {
      const eventId = ids.next();
      insert.complaintEvent.run(
        id,
        at,
        eventId,
        kind,
        JSON.stringify(seen),
        JSON.stringify(body),
        agent(who),
        clock,
      );
      seen = [eventId];
    }
    const { slaDueAt: dueAt, nextContactAt, ownerAgentId, ownerUnit, handovers } = state;
    const name = { id, what, category, severity, state: state.state, openedAt };
    return { id, open: { ...name, dueAt, nextContactAt, ownerAgentId, ownerUnit, handovers }, ...state };
  }

  function writeFollowUp(
    customerId: number,
    followUp: SampleCustomer['followUps'][number],
    complaints: readonly { readonly id: number }[],
    talks: Talks,
  ): { open: DigestFollowUp } & ReturnType<typeof foldFollowUp> {
    const id = ids.next();
    const { kind, what, madeAt, firstDueAt, complaint } = followUp;
    const events = followUp.events.map((event) => ({ ...event, body: bodyOf(event) }));
    const state = foldFollowUp(firstDueAt, events);
    const complaintId = complaint === null ? null : (complaints[complaint]?.id ?? null);
    const who = agent(followUp.agent);
    insert.followUp.run(
      id,
      customerId,
      customerId,
      kind,
      what,
      who,
      who,
      madeAt,
      firstDueAt,
      complaintId,
      talks.get(madeAt)?.interactionId ?? null,
      clock,
      state.dueAt,
      state.moved,
      state.tried,
      state.doneAt,
      state.end,
    );
    for (const { at, kind: eventKind, body, agent: by } of events) {
      insert.followUpEvent.run(id, at, ids.next(), eventKind, JSON.stringify(body), agent(by), clock);
    }
    const { dueAt, moved, tried } = state;
    return { open: { id, kind, what, dueAt, agentId: who, moved, tried }, ...state };
  }

  function writeCustomerRow(
    id: number,
    customer: SampleCustomer,
    complaints: readonly ReturnType<typeof foldComplaint>[],
    followUps: readonly ReturnType<typeof foldFollowUp>[],
    rows: Parameters<typeof digestOf>[0],
  ): void {
    const c = countersOf(customer, complaints, followUps);
    const {
      kind,
      displayName,
      title,
      honorific,
      givenName,
      familyName,
      addressNote,
      origin,
      manualTier,
      debt,
    } = customer;
    insert.customer.run(
      id,
      kind,
      displayName,
      title,
      honorific,
      givenName,
      familyName,
      addressNote,
      origin,
      customer.referredByIndex === null ? null : ids.customer(customer.referredByIndex),
      manualTier?.tier ?? null,
      manualTier?.reason ?? null,
      debt?.rials ?? null,
      debt === null ? null : 'IRR',
      debt?.asOf ?? null,
      customer.createdAt,
      clock,
      nameKey(displayName),
      soundKey(displayName),
      NAME_KEY_VERSION,
      tierOf(customer.purchases, today),
      c.interactions,
      c.firstInteractionAt,
      c.lastInteractionAt,
      c.purchases,
      c.sumPurchase,
      c.firstPurchaseAt,
      c.lastPurchaseAt,
      c.lastPurchaseWhat,
      c.livePurchases,
      c.openEnquiries,
      c.openComplaints,
      c.openFollowUps,
      c.grants,
      digestOf(rows),
    );
  }

  /** `{agent: 2}` in an event's body stands for the id of that agent. */
  function bodyOf({ body }: SampleEvent): { readonly [key: string]: Json } {
    const written: Record<string, Json> = {};
    for (const [name, value] of Object.entries(body)) {
      const isAgent = typeof value === 'object' && value !== null && 'agent' in value;
      written[name] = isAgent ? agent(Number(value.agent)) : (value as Json);
    }
    return written;
  }

  function agent(index: number | null): number | null {
    return index === null ? null : (agentIds[index] ?? null);
  }
}

function prepareInserts(writer: Writer) {
  const into = (table: string, columns: string): Command => {
    const names = columns.split(' ');
    const marks = names.map(() => '?').join(', ');
    return writer.command(
      `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${marks})`,
    );
  };
  const place = into('place', 'owner at id');
  /** Rows that lie together by whose they are: their first three columns are where they stand. */
  const intoClustered = (table: string, columns: string): Command => {
    const command = into(table, columns);
    return {
      run(...values) {
        place.run(...values.slice(0, 3));
        return command.run(...values);
      },
    };
  };
  return {
    customer: into(
      'customer',
      'id kind display_name title honorific given_name family_name address_note origin referred_by ' +
        'manual_tier manual_tier_reason debt_amount debt_unit debt_as_of created_at clock ' +
        'name_key sound_key name_key_version tier n_interaction first_interaction_at last_interaction_at ' +
        'n_purchase sum_purchase first_purchase_at last_purchase_at last_purchase_what ' +
        'n_live_purchase n_open_enquiry n_open_complaint n_open_follow_up n_grant digest',
    ),
    phone: into('phone', 'id customer_id raw e164 extension label from_at to_at clock'),
    phoneIndex: into('phone_index', 'e164 customer_id rev'),
    relation: into('relation', 'id customer_id other_id kind clock'),
    profileFact: into('profile_fact', 'id customer_id field value at agent_id clock'),
    interaction: intoClustered(
      'interaction',
      'customer_id at id written_for kind direction end gist outcome agent_id call_id duration_ms clock',
    ),
    observation: intoClustered(
      'observation',
      'customer_id at id written_for trait our_fault complaint_id agent_id call_id clock',
    ),
    lifeEvent: intoClustered('life_event', 'customer_id at id written_for kind note agent_id clock'),
    grant: intoClustered(
      'grant_given',
      'customer_id at id written_for what amount unit allowed_by agent_id clock',
    ),
    purchase: intoClustered(
      'purchase',
      'customer_id at id written_for what amount status starts_at ends_at agent_id clock',
    ),
    enquiry: intoClustered(
      'enquiry',
      'customer_id at id written_for what amount valid_until closed_at agent_id clock',
    ),
    complaint: into(
      'complaint',
      'id customer_id written_for what category severity remedy channel interaction_id opened_at clock ' +
        'state level owner_agent_id owner_unit n_handover n_reopened sla_due_at next_contact_at verdict closed_at',
    ),
    complaintEvent: intoClustered('complaint_event', 'complaint_id at id kind heads body agent_id clock'),
    followUp: into(
      'follow_up',
      'id customer_id written_for kind what agent_id made_by made_at first_due_at complaint_id interaction_id clock ' +
        'due_at n_moved n_tried done_at end',
    ),
    followUpEvent: intoClustered('follow_up_event', 'follow_up_id at id kind body agent_id clock'),
    call: into(
      'call',
      'id call_key line_id direction number e164 customer_id started_at answered_at ended_at end clock',
    ),
    callLeg: into('call_leg', 'call_id leg extension agent_id rang_at answered_at ended_at end clock'),
    gist: into('gist_fts', 'rowid g'),
  };
}
