import { useState, type FormEvent } from 'react';
import { useApp, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';

const roles = ['agent', 'supervisor', 'administrator'] as const;

/** Who works here; a new one is added by name, role and extension. */
export function Agents() {
  const { text } = useWords();
  const { app } = useServices();
  const agents = useApp((state) => state.agents);
  const [name, setName] = useState('');
  const [extension, setExtension] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('agent');
  const [wrong, setWrong] = useState<string | null>(null);

  async function add(): Promise<void> {
    if (name.trim() === '') return setWrong(text('agents.needsName'));
    const own = extension.trim();
    const answer = await app.actions.call('agents.create', {
      displayName: name,
      role,
      extension: own === '' ? null : own,
    });
    if (!answer.ok) return setWrong(text(`error.${answer.error.code}`));
    setName('');
    setExtension('');
    app.actions.tell('settings.saved');
    await app.actions.readAll();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void add();
  }

  return (
    <section className="settings__part">
      <h2>{text('agents.title')}</h2>
      <ul className="settings__list">
        {agents.map((agent) => (
          <li key={agent.id}>
            <span className="settings__name">{agent.displayName}</span>
            <span className="settings__quiet">{text(`agents.role.${agent.role}`)}</span>
            {agent.extension === null ? null : (
              <span className="settings__quiet">
                {text('card.phoneExtension', { extension: agent.extension })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <form className="form" onSubmit={onSubmit}>
        <div className="form__row">
          <TextField
            label={text('agents.name')}
            value={name}
            maxLength={120}
            error={wrong}
            onChange={(typed) => {
              setName(typed);
              setWrong(null);
            }}
          />
          <TextField
            label={text('agents.extension')}
            value={extension}
            maxLength={32}
            ltr
            onChange={setExtension}
          />
          <SelectField
            label={text('agents.role')}
            value={role}
            options={roles.map((each) => ({ value: each, label: text(`agents.role.${each}`) }))}
            onChange={setRole}
          />
        </div>
        <div className="form__end">
          <button type="submit" className="button">
            {text('agents.add')}
          </button>
        </div>
      </form>
    </section>
  );
}
