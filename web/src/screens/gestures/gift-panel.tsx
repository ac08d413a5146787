import { Button, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { useCan } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import type { Act } from './act-dialog';
import { usePlaces } from './budget-scope';
import { Facts } from './facts';
import { changeGiftAct, type Gift, stockAct } from './gift-acts';
import { textIn } from './gift.rules';
import { whenWords } from './when-words';

/** One gift: what the customer reads, what it costs, when it is allowed, and what lies on the shelves. */
export function GiftPanel({ gift, ask }: { gift: Gift; ask: (act: Act) => void }) {
  const { t, i18n } = useTranslation(['gestures', 'shell']);
  const formats = useFormats();
  const can = useCan();
  const terms = (['needsContact', 'needsAddress', 'needsVisit', 'needsSpend', 'requiresNote', 'silent', 'combinable'] as const).filter(
    (term) => gift[term],
  );
  return (
    <Stack>
      <Text>{textIn(gift.customerText, i18n.language)}</Text>
      <Facts
        label={gift.name}
        of={[
          [t('gift.cost'), formats.money(gift.costMinor, gift.currency)],
          [t('gift.face'), formats.money(gift.faceMinor, gift.currency)],
          [t('gift.when'), whenWords(gift, t, formats)],
          [t('gift.fulfilment'), t(`fulfilment.${gift.fulfilment}`)],
          [t('gift.offerDays'), t('days', { count: gift.offerDays })],
          [t('gift.validityDays'), gift.fulfilment === 'code' ? t('days', { count: gift.validityDays }) : null],
          [t('gift.terms'), terms.length === 0 ? null : formats.list(terms.map((term) => t(`terms.${term}`)))],
        ]}
      />
      {can('gesture.manage') && (
        <Button
          variant="default"
          size="compact-sm"
          style={{ alignSelf: 'start' }}
          onClick={() => ask(changeGiftAct(gift, i18n.language, t))}
        >
          {t('gift.change')}
        </Button>
      )}
      <Stock gift={gift} ask={ask} />
    </Stack>
  );
}

function Stock({ gift, ask }: { gift: Gift; ask: (act: Act) => void }) {
  const { t } = useTranslation(['gestures', 'shell']);
  const formats = useFormats();
  const can = useCan();
  const { locations } = usePlaces();
  const stock = desk.useQuery('get', '/api/v1/gesture-types/{code}/stock', { params: { path: { code: gift.code } } });
  return (
    <section>
      <Title order={3}>{t('stock.head')}</Title>
      <Loaded of={stock} lines={2}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('stock.none')}
              </Text>
            ) : (
              <Table aria-label={t('stock.head')} horizontalSpacing={4}>
                <Table.Tbody>
                  {items.map((one) => (
                    <Table.Tr key={one.location}>
                      <Table.Th scope="row" fw={400}>
                        {one.locationName}
                      </Table.Th>
                      <Table.Td>
                        {one.left === null ? t('stock.uncounted') : t('stock.left', { count: one.left, left: formats.number(one.left) })}
                        {one.left !== null && one.lowAt !== null && one.left <= one.lowAt && (
                          <span className="tag" data-tone="soon" style={{ marginInlineStart: 6 }}>
                            {t('stock.low')}
                          </span>
                        )}
                      </Table.Td>
                      {can('gesture.manage') && (
                        <Table.Td ta="end">
                          <Button
                            variant="default"
                            size="compact-sm"
                            aria-label={t('stock.title', { what: gift.name, where: one.locationName })}
                            onClick={() => ask(stockAct(gift, { location: one.location, name: one.locationName, stock: one }, t))}
                          >
                            {t('stock.count')}
                          </Button>
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
            {can('gesture.manage') && (
              <Select
                mt="xs"
                label={t('stock.addTo')}
                placeholder={t('stock.choose')}
                value={null}
                data={locations
                  .filter(({ key }) => !items.some(({ location }) => location === key))
                  .map(({ key, name }) => ({ value: key, label: name }))}
                onChange={(key) => {
                  const place = locations.find((one) => one.key === key);
                  if (place) ask(stockAct(gift, { location: place.key, name: place.name, stock: null }, t));
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
