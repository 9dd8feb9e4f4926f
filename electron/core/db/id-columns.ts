/**
 * Every column that holds ids made by a node, in one place: a node that joins a hub may be given another number,
 * and then all of them are written anew (`renumber`). A test holds this list against the schema.
 */
export const idColumns: Readonly<Record<string, readonly string[]>> = {
  node: ['last_id', 'indexed_id'],
  operation: ['id', 'agent_id', 'undone_by', 'undoes', 'last_id'],
  draft: ['agent_id', 'customer_id'],
  audit: ['id', 'agent_id', 'subject_id'],
  agent: ['id'],
  customer: ['id', 'referred_by', 'merged_into'],
  phone: ['id', 'customer_id'],
  phone_index: ['customer_id'],
  relation: ['id', 'customer_id', 'other_id'],
  profile_fact: ['id', 'customer_id', 'agent_id'],
  service: ['id'],
  place: ['id', 'owner'],
  interaction: ['id', 'customer_id', 'written_for', 'agent_id', 'call_id', 'hidden_by'],
  observation: ['id', 'customer_id', 'written_for', 'complaint_id', 'agent_id', 'call_id', 'hidden_by'],
  life_event: ['id', 'customer_id', 'written_for', 'agent_id', 'hidden_by'],
  consent: ['id', 'customer_id', 'written_for', 'agent_id', 'hidden_by'],
  grant_given: ['id', 'customer_id', 'written_for', 'allowed_by', 'agent_id', 'hidden_by'],
  purchase: ['id', 'customer_id', 'written_for', 'agent_id', 'hidden_by'],
  enquiry: ['id', 'customer_id', 'written_for', 'agent_id', 'hidden_by'],
  complaint: ['id', 'customer_id', 'written_for', 'interaction_id', 'owner_agent_id', 'hidden_by'],
  complaint_event: ['id', 'complaint_id', 'agent_id', 'hidden_by'],
  follow_up: [
    'id',
    'customer_id',
    'written_for',
    'agent_id',
    'made_by',
    'complaint_id',
    'interaction_id',
    'call_id',
    'hidden_by',
  ],
  follow_up_event: ['id', 'follow_up_id', 'agent_id', 'hidden_by'],
  customer_merge: ['id', 'from_id', 'into_id', 'agent_id', 'hidden_by'],
  retraction: ['id', 'fact_id', 'replacement_id', 'agent_id'],
  call: ['id', 'customer_id'],
  call_leg: ['call_id', 'agent_id'],
  slot: ['customer_id'],
  name_queue: ['customer_id'],
  gist_queue: ['interaction_id'],
};

/** Columns that hold an id, or a text with one in it: `<call id>/<leg>`, `agent:<id>/<setting>`, `manual:<customer id>`. */
export const keyColumns: Readonly<Record<string, readonly string[]>> = {
  field_clock: ['key'],
  parked_change: ['key'],
  setting: ['key'],
  draft: ['key'],
};

/** Columns with ids inside their JSON, under the properties below. */
export const jsonColumns: Readonly<Record<string, readonly string[]>> = {
  operation: ['changes'],
  parked_change: ['body'],
  complaint_event: ['heads', 'body'],
  follow_up_event: ['body'],
  customer: ['digest'],
  draft: ['body'],
};

/** Properties whose number, or list of numbers, are ids: the columns' own names, and those of bodies and digests. */
export const idProperties: ReadonlySet<string> = new Set([
  ...Object.values(idColumns).flat(),
  'agentId',
  'ownerAgentId',
  'otherId',
  'complaintId',
  'interactionId',
  'customerId',
  'followUpId',
  'callId',
  'heads',
  'referrals',
]);
