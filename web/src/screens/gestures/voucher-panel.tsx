import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useCan } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { type Act, ActDialog } from './act-dialog';
import { wordsIn } from './act.rules';
import { Facts } from './facts';

/** The voucher of a gift: until when, where it was used, the paper; and a use that was a mistake taken back. */
export function VoucherPanel({ gesture }: { gesture: string }) {
  const { t } = useTranslation('gestures');
  const vouchers = desk.useQuery('get', '/api/v1/vouchers', { params: { query: { gesture } } }, { meta: LIVE });
  return (
    <Loaded of={vouchers} lines={4}>
      {({ items }) => (items[0] ? <OneVoucher voucher={items[0]} /> : <Text>{t('given.noVoucher')}</Text>)}
    </Loaded>
  );
}

function OneVoucher({ voucher }: { voucher: View<'VoucherView'> }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const can = useCan();
  const [act, setAct] = useState<Act | null>(null);
  const { last4 } = voucher;
  const step = (name: 'undo' | 'revive', path: '/api/v1/vouchers/{id}/undo' | '/api/v1/vouchers/{id}/revive'): void =>
    setAct({
      title: t(`voucher.${name}Title`, { last4 }),
      yes: t(`voucher.${name}`),
      says: t(`voucher.${name}Says`),
      fields: [{ kind: 'words', name: 'reason', label: t('reason'), required: t('reasonNeeded') }],
      send: (answers, call) =>
        api.POST(path, { params: { path: { id: voucher.id } }, ...call, body: { reason: wordsIn(answers, 'reason') ?? '' } }),
    });
  return (
    <Stack>
      <Facts
        label={t('voucher.facts')}
        of={[
          [t('voucher.state'), t(`voucher.${voucher.status}`)],
          [t('voucher.code'), `… ${last4}`],
          [t('voucher.issuedAt'), formats.date(voucher.issuedAt)],
          [t('voucher.expiresAt'), formats.full(voucher.expiresAt)],
          [t('voucher.graceUntil'), voucher.status === 'redeemed' ? null : formats.date(voucher.graceUntil)],
          [t('voucher.redeemedAt'), voucher.redeemedAt && formats.full(voucher.redeemedAt)],
          [t('voucher.where'), voucher.redeemedWhere],
        ]}
      />
      <Group gap="xs">
        {voucher.printUrl !== null && (
          <Anchor href={voucher.printUrl} target="_blank" rel="noopener">
            {t('voucher.print')}
          </Anchor>
        )}
        {can('voucher.undo') && voucher.status === 'redeemed' && (
          <>
            <Button variant="default" size="compact-sm" onClick={() => step('undo', '/api/v1/vouchers/{id}/undo')}>
              {t('voucher.undo')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => step('revive', '/api/v1/vouchers/{id}/revive')}>
              {t('voucher.revive')}
            </Button>
          </>
        )}
      </Group>
      {act && <ActDialog act={act} close={() => setAct(null)} />}
    </Stack>
  );
}
