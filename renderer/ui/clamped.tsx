/**
 * A text that may be long: cut after some lines so that what the first two seconds need stays on the screen.
 * The whole is on hover, and the "whole texts" key opens every cut text of the card.
 */
export function Clamped({
  text,
  lines,
  as: Tag = 'p',
}: {
  text: string;
  lines: 1 | 2 | 3;
  as?: 'p' | 'span';
}) {
  return (
    <Tag className={`clamped clamped--${lines}`} title={text}>
      {text}
    </Tag>
  );
}
