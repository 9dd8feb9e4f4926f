import { useApp, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Choice } from '../../ui/field.tsx';

export function AppearanceSettings() {
  const { text } = useWords();
  const { actions } = useServices().app;
  const look = useApp((state) => state.appearance);
  return (
    <section className="settings__part">
      <h2>{text('settings.appearance')}</h2>
      <div className="settings__choices">
        <Choice
          label={text('settings.language')}
          value={look.language}
          options={[
            { value: 'fa', label: 'فارسی' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(language) => actions.setAppearance({ language })}
        />
        <Choice
          label={text('settings.calendar')}
          value={look.calendar}
          options={[
            { value: 'jalali', label: text('settings.calendar.jalali') },
            { value: 'gregorian', label: text('settings.calendar.gregorian') },
          ]}
          onChange={(calendar) => actions.setAppearance({ calendar })}
        />
        <Choice
          label={text('settings.theme')}
          value={look.theme}
          options={[
            { value: 'system', label: text('theme.system') },
            { value: 'light', label: text('theme.light') },
            { value: 'dark', label: text('theme.dark') },
          ]}
          onChange={(theme) => actions.setAppearance({ theme })}
        />
        <Choice
          label={text('settings.form')}
          value={look.form}
          options={[
            { value: 'wide', label: text('settings.form.wide') },
            { value: 'narrow', label: text('settings.form.narrow') },
          ]}
          onChange={(form) => actions.setAppearance({ form })}
        />
      </div>
    </section>
  );
}
