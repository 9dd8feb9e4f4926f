import { useEffect, useState } from 'react';
import type { EventBody } from '#shared/contract/contract.ts';
import type { LineSettings, LineStatus } from '#shared/contract/settings.ts';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Phone } from '../../ui/phone.tsx';

type Told = NonNullable<EventBody<'line.tested'>['event']>;
type Test = {
  readonly id: string;
  readonly status: LineStatus | null;
  readonly events: readonly Told[];
};

const SECONDS = 300;
const ROWS_KEPT = 50;

type LineTestProps = {
  readonly settled: () => LineSettings | null;
  readonly secret: string | null;
};

/** Connects with the settings as typed, beside the running lines, and shows what the line says as it says it. */
export function LineTest({ settled, secret }: LineTestProps) {
  const { text } = useWords();
  const { app, onEvent } = useServices();
  const [test, setTest] = useState<Test | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const testId = test?.id ?? null;

  useEffect(() => {
    if (testId === null) return undefined;
    const stop = onEvent((event) => {
      if (event.name !== 'line.tested' || event.body.testId !== testId) return;
      const { status, event: told } = event.body;
      setTest((was) =>
        was === null
          ? was
          : {
              ...was,
              status: status ?? was.status,
              events: told === null ? was.events : [told, ...was.events].slice(0, ROWS_KEPT),
            },
      );
    });
    return () => {
      stop();
      void app.actions.call('lines.stopTest', { testId });
    };
  }, [app, onEvent, testId]);

  async function begin(): Promise<void> {
    const settings = settled();
    if (settings === null) return;
    const answer = await app.actions.call('lines.test', { settings, secret, seconds: SECONDS });
    if (!answer.ok) return setRefused(text(`error.${answer.error.code}`));
    setRefused(null);
    setTest({ id: answer.value.testId, status: null, events: [] });
  }

  return (
    <section className="line-test">
      {test === null ? (
        <Button onPress={() => void begin()}>{text('lineForm.test')}</Button>
      ) : (
        <Button onPress={() => setTest(null)}>{text('lineForm.stopTest')}</Button>
      )}
      {refused === null ? null : (
        <p className="settings__refused" role="alert">
          {refused}
        </p>
      )}
      {test === null ? null : <Events test={test} />}
    </section>
  );
}

function Events({ test }: { test: Test }) {
  const { text, time } = useWords();
  return (
    <>
      <p role="status">
        {test.status === null ? null : `${text(`line.status.${test.status.state}`)}. `}
        {test.events.length === 0 ? text('lineForm.testing') : null}
      </p>
      {test.events.length === 0 ? null : (
        <table aria-label={text('test.events')}>
          <thead>
            <tr>
              <th scope="col">{text('test.at')}</th>
              <th scope="col">{text('test.event')}</th>
              <th scope="col">{text('test.extension')}</th>
              <th scope="col">{text('test.number')}</th>
              <th scope="col">{text('test.name')}</th>
            </tr>
          </thead>
          <tbody>
            {test.events.map((told) => (
              <tr key={`${told.at}${told.call}${told.event}${told.extension}`}>
                <td>{time(told.at)}</td>
                <td>{text(`test.event.${told.event}`)}</td>
                <td>
                  <bdi dir="ltr">{told.extension}</bdi>
                </td>
                <td>{told.number === null ? text('match.withheld') : <Phone number={told.number} />}</td>
                <td>{told.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
