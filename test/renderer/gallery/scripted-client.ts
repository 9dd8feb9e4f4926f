import type { Client, CoreEvent, InputOf, MethodName, OutputOf } from '#shared/contract/contract.ts';
import type { Envelope } from '#shared/contract/errors.ts';

/** What a scripted core answers. A method without a script answers not_found, as a core without the thing would. */
export type Script = {
  readonly [N in MethodName]?: (
    input: InputOf<N>,
  ) => OutputOf<N> | Envelope<OutputOf<N>> | Promise<OutputOf<N>>;
};

export type Asked = {
  readonly [N in MethodName]: { readonly name: N; readonly input: InputOf<N> };
}[MethodName];

type Unnumbered = CoreEvent extends infer E ? (E extends CoreEvent ? Omit<E, 'seq'> : never) : never;

export type ScriptedClient = {
  readonly client: Client;
  /** Everything that was asked, in order. */
  readonly asked: Asked[];
  readonly script: { [N in MethodName]?: Script[N] };
  /** Tells an event with the next number, or with the one given. */
  readonly tell: (event: Unnumbered, seq?: number) => void;
  /** The number of the last event told. */
  readonly seq: () => number;
};

/** A core in memory that answers from a script, for tests of the screens and for the gallery. */
export function scriptedClient(script: Script): ScriptedClient {
  const listeners = new Set<(event: CoreEvent) => void>();
  const asked: Asked[] = [];
  const answers: { [N in MethodName]?: Script[N] } = { ...script };
  let seq = 0;

  const client: Client = {
    async call<N extends MethodName>(name: N, input: InputOf<N>): Promise<Envelope<OutputOf<N>>> {
      asked.push({ name, input } as Asked);
      const answer = answers[name] as
        | ((input: InputOf<N>) => OutputOf<N> | Envelope<OutputOf<N>>)
        | undefined;
      if (answer === undefined) return { ok: false, error: { code: 'not_found', message: name } };
      const value = await Promise.resolve(answer(input));
      return isEnvelope(value) ? value : { ok: true, value };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    client,
    asked,
    script: answers,
    tell(event, numbered) {
      seq = numbered ?? seq + 1;
      const told = { ...event, seq } as CoreEvent;
      for (const listener of listeners) listener(told);
    },
    seq: () => seq,
  };
}

function isEnvelope<T>(value: T | Envelope<T>): value is Envelope<T> {
  return (
    typeof value === 'object' && value !== null && 'ok' in value && ('value' in value || 'error' in value)
  );
}
