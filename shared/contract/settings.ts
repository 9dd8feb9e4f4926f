import { z } from 'zod';
import { language, moment, nothing } from './common.ts';
import { command, query } from './method.ts';

/** How the line writes numbers: section 7 of design.md, `LineProfile` of shared/domain/phone-number.ts. */
export const lineProfile = z.object({
  country: z.string().length(2),
  areaCode: z.string().regex(/^\d{0,4}$/),
  outsidePrefix: z.string().regex(/^\d{0,3}$/),
  e164WithoutPlus: z.boolean(),
  extensionDigits: z.tuple([z.int().min(1).max(8), z.int().min(1).max(8)]).nullable(),
});

const port = z.int().min(1).max(65_535);
const common = {
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(60),
  enabled: z.boolean(),
  extension: z.string().trim().max(32),
  profile: lineProfile,
};

export const lineSettings = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('asterisk'),
    ...common,
    host: z.string().trim().min(1).max(253),
    port,
    user: z.string().trim().min(1).max(120),
    tls: z.boolean(),
    md5: z.boolean(),
  }),
  z.object({ kind: z.literal('http'), ...common, port }),
]);
export type LineSettings = z.infer<typeof lineSettings>;

/** What a line is doing. Codes only; sentences are the renderer's (`line.status.<state>`). */
export const lineStatus = z.object({
  lineId: z.string(),
  name: z.string(),
  kind: z.enum(['asterisk', 'http', 'simulated']),
  state: z.enum(['off', 'connecting', 'connected', 'waiting', 'refused', 'failed']),
  reason: z.string().nullable(),
  retryAt: moment.nullable(),
});
export type LineStatus = z.infer<typeof lineStatus>;

/** One line event as `npm run line-test` prints it, and as "test this line" shows it. */
export const lineTestEvent = z.object({
  at: moment,
  event: z.enum([
    'rings',
    'answered',
    'ended',
    'missed',
    'elsewhere',
    'busy',
    'never_rang',
    'dials',
    'far_end_answered',
    'connected_to',
    'own_dial_rings',
  ]),
  extension: z.string(),
  number: z.string().nullable(),
  name: z.string().nullable(),
  call: z.string(),
  cause: z.int().nullable(),
});

export const appearance = z.object({
  language,
  theme: z.enum(['system', 'light', 'dark']),
  calendar: z.enum(['jalali', 'gregorian']),
  /** The card's form: the whole room, or 380 px docked at the window's edge. */
  form: z.enum(['wide', 'narrow']),
});
export type Appearance = z.infer<typeof appearance>;

export const settingsContract = {
  'appearance.get': query({ lane: 'main', role: 'anyone', input: nothing, output: appearance }),
  'appearance.set': command({
    lane: 'main',
    role: 'anyone',
    input: appearance.partial(),
    output: appearance,
  }),
  'lines.list': query({
    lane: 'main',
    role: 'agent',
    input: nothing,
    output: z.object({
      lines: z.array(z.object({ settings: lineSettings, hasSecret: z.boolean(), status: lineStatus })),
      ownNumbers: z.array(z.string()),
      ignoredNumbers: z.array(z.string()),
    }),
  }),
  /** `secret` null keeps the stored one. The HTTP line's token is made by the core and answered once. */
  'lines.save': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({ settings: lineSettings, secret: z.string().min(1).max(500).nullable() }),
    output: z.object({ token: z.string().nullable() }),
  }),
  'lines.remove': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({ lineId: z.string() }),
    output: nothing,
  }),
  'lines.saveNumbers': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({
      ownNumbers: z.array(z.string().max(64)).max(200),
      ignoredNumbers: z.array(z.string().max(64)).max(2_000),
    }),
    output: nothing,
  }),
  /** Connects with these settings beside the running lines and tells `line.tested` events for `seconds`. */
  'lines.test': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({
      settings: lineSettings,
      secret: z.string().max(500).nullable(),
      seconds: z.int().min(1).max(600),
    }),
    output: z.object({ testId: z.string() }),
  }),
  'lines.stopTest': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({ testId: z.string() }),
    output: nothing,
  }),
} as const;

export const settingsEvents = {
  'line.status': lineStatus,
  'line.tested': z.object({
    testId: z.string(),
    status: lineStatus.nullable(),
    event: lineTestEvent.nullable(),
  }),
  'appearance.changed': appearance,
} as const;
