import { useApp, useCalls, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Phone } from '../../ui/phone.tsx';
import type { RecentCall } from './call-store.ts';
import { stateText, toneOf } from './call-state-chip.tsx';
import { shownNumber } from './number.ts';

const tryKinds = ['one', 'several', 'maybe', 'none', 'withheld', 'colleague', 'outbound'] as const;

/** Between calls: calm. That we wait, whether the lines are well, and the calls of this sitting. */
export function QuietHome() {
  const { text } = useWords();
  const sample = useApp((state) => state.status?.sample === true);
  const recent = useCalls((state) => state.recent);
  const curtain = useApp((state) => state.curtain);
  return (
    <div className="quiet">
      <div className="quiet__wait">
        <QuietMark />
        <h1>{text('call.waiting')}</h1>
        <p>{text('call.waitingHint')}</p>
        <QuietLines />
      </div>
      {sample ? <TryCalls /> : null}
      {recent.length === 0 || curtain ? null : <Recent recent={recent} />}
    </div>
  );
}

/** Our sign at rest: the madda of آ over a ring. */
export function QuietMark() {
  return (
    <svg className="mark" viewBox="0 0 96 96" width="96" height="96" aria-hidden="true" focusable="false">
      <circle cx="48" cy="48" r="42" className="mark__ring" />
      <circle cx="48" cy="48" r="30" className="mark__ring mark__ring--inner" />
      <path d="M34 33c5-7 9-7 14-3s9 4 14-3" className="mark__stroke" />
      <path d="M48 42v26" className="mark__stroke" />
    </svg>
  );
}

function QuietLines() {
  const { text } = useWords();
  const { app } = useServices();
  const lines = useApp((state) => state.lines);
  const sample = useApp((state) => state.status?.sample === true);
  const role = useApp((state) => state.session?.role);
  const real = lines.filter((line) => line.kind !== 'simulated');
  if (sample) return null;
  if (real.length === 0) {
    return role === 'administrator' ? (
      <Button icon="plus" onPress={() => app.actions.goTo('settings')}>
        {text('call.addLine')}
      </Button>
    ) : (
      <p>{text('status.noLine')}</p>
    );
  }
  const connected = real.every((line) => line.state === 'connected');
  return (
    <p className={`badge ${connected ? 'badge--sure' : 'badge--guess'}`}>
      {text(connected ? 'status.lineOk' : 'status.lineDown')}
    </p>
  );
}

function TryCalls() {
  const { text } = useWords();
  const { app } = useServices();
  return (
    <section className="quiet__try">
      <h2>{text('try.title')}</h2>
      <div className="quiet__kinds">
        {tryKinds.map((kind) => (
          <Button key={kind} onPress={() => void app.actions.ask('calls.try', { kind })}>
            {text(`try.${kind}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function Recent({ recent }: { recent: readonly RecentCall[] }) {
  const words = useWords();
  const { app } = useServices();
  return (
    <section className="quiet__recent">
      <h2>{words.text('call.recent')}</h2>
      <ul>
        {recent.map(({ call, name, customerId }) => {
          const number = shownNumber(call);
          return (
            <li key={call.id}>
              {customerId === null || name === null ? (
                <span className="quiet__name">{name ?? words.text('match.none')}</span>
              ) : (
                <button
                  type="button"
                  className="link quiet__name"
                  onClick={() => app.actions.showCustomer(customerId)}
                >
                  {name}
                </button>
              )}
              <span>{number === null ? words.text('match.withheld') : <Phone number={number} />}</span>
              <span className={`quiet__end quiet__end--${toneOf(call)}`}>{stateText(call, words)}</span>
              <Moment at={call.startedAt} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
