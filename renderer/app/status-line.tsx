import type { LineStatus } from '#shared/contract/settings.ts';
import { useApp, useCalls, useServices } from './services.tsx';
import { appDeeds } from './use-keys.ts';
import { useWords } from './words.tsx';

/** One line below everything: are the lines well, is there a network, whose desk is this. */
export function StatusLine() {
  const { text, relative } = useWords();
  const services = useServices();
  const { actions } = services.app;
  const lines = useApp((state) => state.lines);
  const online = useApp((state) => state.online);
  const curtain = useApp((state) => state.curtain);
  const sample = useApp((state) => state.status?.sample === true);
  const canLeaveSample = useApp((state) => state.status?.canLeaveSample === true);
  const lastCopyAt = useApp((state) => state.status?.lastCopyAt ?? null);
  const theme = useApp((state) => state.appearance.theme);
  const deeds = appDeeds(services);
  return (
    <footer className="status" aria-label={text('status.bar')}>
      {sample ? (
        <span className="status__sample">
          <b>{text('status.sample')}</b>
          {canLeaveSample ? (
            <button type="button" className="link" onClick={() => void actions.ask('app.leaveSample', {})}>
              {text('status.leaveSample')}
            </button>
          ) : null}
        </span>
      ) : null}
      {lines.length === 0 ? <span>{text('status.noLine')}</span> : null}
      {lines.map((line) => (
        <Line key={line.lineId} line={line} />
      ))}
      <NotWrappedUp />
      {online ? null : <span>{text('status.offline')}</span>}
      {curtain ? <span className="status__curtain">{text('status.curtainOn')}</span> : null}
      {lastCopyAt === null ? null : <span>{text('status.copyOk', { when: relative(lastCopyAt) })}</span>}
      <span className="status__end">
        <Agent />
        <button type="button" className="status__switch" onClick={deeds.theme}>
          {text('status.theme', { theme: text(`theme.${theme}`) })}
        </button>
        <button
          type="button"
          className="status__switch"
          lang={services.app.getState().appearance.language === 'fa' ? 'en' : 'fa'}
          onClick={deeds.language}
        >
          {text('status.otherLanguage')}
        </button>
      </span>
    </footer>
  );
}

function Line({ line }: { line: LineStatus }) {
  const { text } = useWords();
  return (
    <span className={`status__line status__line--${line.state}`}>
      <span className="status__dot" aria-hidden="true" />
      {line.name}: {text(`line.status.${line.state}`)}
    </span>
  );
}

/** Calls that ended and still stand on the screen. */
function NotWrappedUp() {
  const { text } = useWords();
  const count = useCalls(
    (state) =>
      state.screen.calls.filter((each) => each.call.phase === 'ended' && each.call.end === 'ended').length,
  );
  return count < 2 ? null : <span>{text('wrapUp.notDone', { count })}</span>;
}

/** Switching is by list. */
function Agent() {
  const { text } = useWords();
  const { app } = useServices();
  const agents = useApp((state) => state.agents);
  const session = useApp((state) => state.session);
  if (agents.length === 0) return null;
  return (
    <select
      className="status__agent"
      aria-label={text('status.agent')}
      value={session?.agent?.id ?? ''}
      onChange={(event) => {
        void app.actions.ask('sessions.switch', { agentId: Number(event.currentTarget.value) });
      }}
    >
      {(session?.agent ?? null) === null ? <option value="">{text('status.noAgent')}</option> : null}
      {agents.map((agent) => (
        <option key={agent.id} value={agent.id}>
          {agent.displayName}
        </option>
      ))}
    </select>
  );
}
