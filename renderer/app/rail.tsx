import { Icon, type IconName } from '../ui/icon.tsx';
import type { Room } from './app-store.ts';
import type { TextKey } from './i18n/texts.ts';
import { useApp, useServices } from './services.tsx';
import { useWords } from './words.tsx';

/** The rooms that exist, in the rail's order. A new room is one line here and one in room.tsx. */
const rooms: readonly { readonly room: Room; readonly label: TextKey; readonly icon: IconName }[] = [
  { room: 'call', label: 'rail.call', icon: 'call' },
  { room: 'customers', label: 'rail.customers', icon: 'customers' },
  { room: 'settings', label: 'rail.settings', icon: 'settings' },
];

export function Rail() {
  const { text } = useWords();
  const { app } = useServices();
  const here = useApp((state) => state.room);
  return (
    <nav className="rail" aria-label={text('app.rooms')}>
      <span className="rail__name">{text('app.name')}</span>
      <ul>
        {rooms.map(({ room, label, icon }) => (
          <li key={room}>
            <button
              type="button"
              className="rail__room"
              aria-current={here === room ? 'page' : undefined}
              onClick={() => app.actions.goTo(room)}
            >
              <Icon name={icon} />
              <span>{text(label)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
