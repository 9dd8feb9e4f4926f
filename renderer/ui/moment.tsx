import { useWords } from '../app/words.tsx';

/** A moment as people say it, with the whole date on hover. */
export function Moment({ at }: { at: number }) {
  const words = useWords();
  return (
    <time dateTime={new Date(at).toISOString()} title={words.dateTime(at)}>
      {words.relative(at)}
    </time>
  );
}
