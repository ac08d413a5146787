import { Input, NativeSelect, SegmentedControl, Stack, Switch, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { prefer, usePreferences } from '../../shell/preferences';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../words/words';

const LOOKS = ['auto', 'light', 'dark'] as const;

/** Look, language, and what may be switched off. Each is kept as soon as it is changed. */
export function LooksCard() {
  const { t, i18n } = useTranslation(['me', 'shell']);
  const { theme, letterKeys, sound, playbook } = usePreferences();
  return (
    <Stack className="card" gap="md" component="section" aria-labelledby="my-looks">
      <Title order={2} id="my-looks">
        {t('looks.title')}
      </Title>
      <Input.Wrapper label={t('shell:me.look')} labelElement="div">
        <SegmentedControl
          mt={4}
          fullWidth
          aria-label={t('shell:me.look')}
          data={LOOKS.map((value) => ({ value, label: t(`shell:me.looks.${value}`) }))}
          value={theme}
          onChange={(value) => void prefer({ theme: value })}
        />
      </Input.Wrapper>
      <NativeSelect
        label={t('shell:me.language')}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={i18n.language}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) void prefer({ language: value });
        }}
      />
      <Switch
        label={t('looks.letters')}
        description={t('looks.lettersMore')}
        checked={letterKeys}
        onChange={({ currentTarget: { checked } }) => void prefer({ letterKeys: checked })}
      />
      <Switch
        label={t('looks.sound')}
        description={t('looks.soundMore')}
        checked={sound}
        onChange={({ currentTarget: { checked } }) => void prefer({ sound: checked })}
      />
      <Switch
        label={t('looks.playbook')}
        description={t('looks.playbookMore')}
        checked={playbook}
        onChange={({ currentTarget: { checked } }) => void prefer({ playbook: checked })}
      />
    </Stack>
  );
}
