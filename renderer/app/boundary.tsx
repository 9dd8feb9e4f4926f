import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from './words.tsx';

type BoundaryProps = { readonly children: ReactNode; readonly reload: () => void };

/** A bug in a screen is caught here: a sentence and a way on, never a white page. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken reload={this.props.reload} /> : this.props.children;
  }
}

function Broken({ reload }: { reload: () => void }) {
  const { text } = useWords();
  return (
    <main className="plain-page" role="alert">
      <h1>{text('broken.title')}</h1>
      <p>{text('broken.text')}</p>
      <Button tone="main" onPress={reload}>
        {text('app.retry')}
      </Button>
    </main>
  );
}
