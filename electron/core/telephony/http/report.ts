import { z } from 'zod';
import { cleanNumber, cleanText, textLimits } from '#shared/domain/line-event.ts';

/** What a softphone, gateway or script reports of a call: the body of `POST /line/<token>`. */
export type Report = {
  readonly state: z.infer<typeof reportState>;
  readonly number: string | null;
  readonly name: string | null;
  readonly extension: string | null;
  /** The reporter's own call id; without one (MicroSIP knows none) number and extension must do. */
  readonly call: string | null;
};

export type ReportReading =
  | { readonly kind: 'report'; readonly report: Report }
  | {
      readonly kind: 'refused';
      readonly code: 'unsupported_type' | 'malformed' | 'bad_input';
      readonly field?: string;
    };

const reportState = z.enum(['ringing', 'dialling', 'answered', 'ended', 'missed', 'busy', 'elsewhere']);

const text = z.union([z.string(), z.int()]).transform(String).nullish();

const body = z.object({
  state: reportState,
  number: text,
  name: text,
  extension: text,
  call: text,
  call_id: text,
  callId: text,
});

/** Reads a body by its content type: JSON or a form. Unknown fields are passed over, so that reporters may say more. */
export function readReport(contentType: string, bytes: Buffer): ReportReading {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  switch (type) {
    case 'application/json':
      return readJson(bytes);
    case 'application/x-www-form-urlencoded':
      return check(Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))));
    default:
      return { kind: 'refused', code: 'unsupported_type' };
  }
}

function readJson(bytes: Buffer): ReportReading {
  try {
    return check(JSON.parse(bytes.toString('utf8')));
  } catch {
    return { kind: 'refused', code: 'malformed' };
  }
}

function check(raw: unknown): ReportReading {
  const parsed = body.safeParse(raw);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.');
    return { kind: 'refused', code: 'bad_input', ...(field ? { field } : {}) };
  }
  const said = parsed.data;
  return {
    kind: 'report',
    report: {
      state: said.state,
      number: cleanNumber(said.number ?? ''),
      name: clean(said.name, textLimits.name),
      extension: clean(said.extension, textLimits.extension),
      call: clean(said.call ?? said.call_id ?? said.callId, textLimits.id),
    },
  };
}

function clean(value: string | null | undefined, limit: number): string | null {
  return cleanText(value ?? '', limit);
}
