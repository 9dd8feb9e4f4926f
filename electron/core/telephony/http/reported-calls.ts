import type { LineEvent } from '#shared/domain/line-event.ts';
import type { Report } from './report.ts';

type OpenCall = { call: string; extension: string; number: string | null; startedAt: number };

/** More calls than this are not going on at one desk: the oldest was never told to have ended. */
const mostOpen = 50;

export type ReportedCalls = {
  /** Line events for one report; empty when it is about a call nobody announced and says only that it is over. */
  readonly take: (report: Report, at: number) => LineEvent[];
};

/** Joins reports into calls, also those of reporters that know no call id. */
export function createReportedCalls(of: {
  readonly line: string;
  readonly extension: string;
  readonly newId: (at: number) => string;
}): ReportedCalls {
  const open: OpenCall[] = [];

  const takers: Record<Report['state'], (report: Report, at: number) => LineEvent[]> = {
    ringing: begin,
    dialling: begin,
    answered: answer,
    ended: (report, at) => end(find(report), report, null, at),
    missed: (report, at) => endUnanswered(report, null, at),
    busy: (report, at) => endUnanswered(report, 17, at),
    elsewhere: (report, at) => endUnanswered(report, 26, at),
  };

  return { take: (report, at) => takers[report.state](report, at) };

  function begin(report: Report, at: number): LineEvent[] {
    const known = find(report);
    // Some hooks fire at every ring of the bell.
    if (known && known.number === report.number) return [];
    const call = report.call !== null && known ? known : add(report, at);
    return [
      {
        ...legOf(call, at),
        kind: 'ringing',
        direction: report.state === 'dialling' ? 'outbound' : 'inbound',
        number: report.number,
        name: report.name,
        dialled: null,
      },
    ];
  }

  function answer(report: Report, at: number): LineEvent[] {
    const call = find(report) ?? add(report, at);
    return [{ ...legOf(call, at), kind: 'answered', number: report.number, name: report.name }];
  }

  function endUnanswered(report: Report, cause: number | null, at: number): LineEvent[] {
    // A caller-ID box may tell only of the miss: then it rang, and nobody said so.
    const rang = find(report) ? [] : begin({ ...report, state: 'ringing' }, at);
    return [...rang, ...end(find(report), report, cause, at)];
  }

  function end(call: OpenCall | undefined, report: Report, cause: number | null, at: number): LineEvent[] {
    if (!call) return [];
    open.splice(open.indexOf(call), 1);
    const { number, name } = report;
    return [{ ...legOf(call, at), kind: 'ended', cause, number, name, mayRingAgain: false }];
  }

  function add(report: Report, at: number): OpenCall {
    const extension = report.extension ?? of.extension;
    const call = { call: report.call ?? of.newId(at), extension, number: report.number, startedAt: at };
    open.push(call);
    if (open.length > mostOpen) open.shift();
    return call;
  }

  /** By id where one is told; else the newest call with this number, or of any number where none is told. */
  function find(report: Report): OpenCall | undefined {
    const extension = report.extension ?? of.extension;
    const here = open.filter((call) => call.extension === extension);
    if (report.call !== null) return here.find((call) => call.call === report.call);
    if (report.number === null && report.state !== 'ringing') return here.at(-1);
    return here.findLast((call) => call.number === report.number);
  }

  function legOf(call: OpenCall, at: number) {
    const leg = `${call.call}@${call.extension}`;
    const { extension, startedAt } = call;
    return { line: of.line, server: null, call: call.call, callStartedAt: startedAt, leg, extension, at };
  }
}
