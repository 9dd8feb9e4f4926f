import { useWords } from '../app/words.tsx';

/** A telephone number, always read left to right, whatever stands around it. */
export function Phone({ number }: { number: string }) {
  const { phone } = useWords();
  return (
    <bdi className="phone" dir="ltr">
      {phone(number)}
    </bdi>
  );
}
