import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useClock } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { Empty, Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { SenderProof } from './sender-proof';
import { useGone } from './use-gone';

type Mail = View<'QuarantineView'>;

/** Mails that wait for a person: let in as a complaint, or thrown away. */
export function HeldMails() {
  const { t } = useTranslation('quarantine');
  const mails = desk.useQuery('get', '/api/v1/quarantine', { params: { query: { limit: 50 } } }, { meta: LIVE });
  const { isHere, decide } = useGone();
  const settle = (mail: Mail, what: 'release' | 'discard'): void =>
    decide(mail.id, t(what === 'release' ? 'released' : 'discarded', { from: mail.from ?? t('noSender') }), { what, mail: mail.id });
  return (
    <section aria-labelledby="held-mails">
      <Title order={2} id="held-mails" mb="sm">
        {t('mails')}
      </Title>
      <Loaded of={mails}>
        {({ items, nextCursor }) => {
          const here = items.filter(isHere);
          if (here.length === 0)
            return (
              <Empty title={t('noMails')}>
                <Text>{t('noMailsMore')}</Text>
              </Empty>
            );
          return (
            <>
              <ul className="cards" aria-label={t('mails')}>
                {here.map((mail) => (
                  <li key={mail.id}>
                    <HeldMail mail={mail} settle={settle} />
                  </li>
                ))}
              </ul>
              {nextCursor !== null && <Text mt="xs">{t('moreMails')}</Text>}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function HeldMail({ mail, settle }: { mail: Mail; settle: (mail: Mail, what: 'release' | 'discard') => void }) {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  const can = useCan();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const subject = mail.subject ?? t('noSubject');
  return (
    <Group className="card" justify="space-between" align="start" gap="md" component="article" aria-label={subject}>
      <Stack gap={4} style={{ flex: '1 1 18rem', minInlineSize: 0 }}>
        <Text fw={650} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {subject}
        </Text>
        <Group gap="xs">
          <Text size="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>
            {t('from', { from: mail.from ?? t('noSender') })}
          </Text>
          {mail.senderProof !== null && <SenderProof proof={mail.senderProof} />}
          <Text size="sm" c="dimmed">
            {t('size', { at: formats.moment(mail.receivedAt, minute), size: formats.number(Math.max(1, Math.round(mail.bytes / 1024))) })}
          </Text>
        </Group>
        <Text>{t('why', { why: mail.why })}</Text>
      </Stack>
      {can('quarantine.decide') && (
        <Group gap="xs">
          <Button variant="default" aria-label={t('releaseOne', { subject })} onClick={() => settle(mail, 'release')}>
            {t('release')}
          </Button>
          <Button variant="default" aria-label={t('discardOne', { subject })} onClick={() => settle(mail, 'discard')}>
            {t('discard')}
          </Button>
        </Group>
      )}
    </Group>
  );
}
