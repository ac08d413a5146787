import { Alert, Button, FileInput, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { useCommandKey } from '../../../api/command-key';
import { isProblem, sentenceOf } from '../../../api/problem';
import { useFormats } from '../../../words/formats';
import './admin-people.css';

type Taken = View<'PurchaseImportView'>;
const COLUMNS = ['source_id', 'at', 'amount_minor', 'currency', 'margin_minor', 'external_id', 'email', 'phone', 'source'] as const;
const NEEDED: readonly string[] = COLUMNS.slice(0, 4);
const LARGEST = 10_000_000;

/** A file of purchases: all of it is taken or, with one mistake in it, nothing; every wrong line is named. */
export function Purchases() {
  const { t } = useTranslation('admin-people');
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const key = useCommandKey();
  const send = async (): Promise<void> => {
    if (busy) return;
    setMissing(file === null ? t('missing.file') : file.size > LARGEST ? t('purchases.tooLarge') : null);
    if (file === null || file.size > LARGEST) return;
    setBusy(true);
    setTaken(null);
    setRefusal(null);
    try {
      const { data, error } = await api.POST('/api/v1/purchases/import', {
        body: await file.text(),
        bodySerializer: (text) => text,
        headers: { ...key.headers, 'Content-Type': 'text/csv' },
      });
      if (data) setTaken(data);
      else setRefusal(error);
      key.renew();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="lg">
      <Stack
        className="card"
        component="form"
        gap="md"
        aria-label={t('purchases.title')}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Text size="sm">{t('purchases.hint')}</Text>
        <FileInput
          label={t('purchases.file')}
          description={t('purchases.fileMore')}
          placeholder={t('purchases.choose')}
          accept=".csv,text/csv"
          leftSection={<IconFileTypeCsv size={18} aria-hidden />}
          clearable
          clearButtonProps={{ 'aria-label': t('clear', { what: t('purchases.file') }) }}
          error={missing}
          value={file}
          onChange={(next) => {
            setFile(next);
            setMissing(null);
          }}
        />
        <Group>
          <Button type="submit" loading={busy}>
            {t('purchases.send')}
          </Button>
        </Group>
      </Stack>
      {taken && <Result taken={taken} />}
      {refusal !== null && <Refusal refusal={refusal} />}
      <Columns />
    </Stack>
  );
}

function Result({ taken }: { taken: Taken }) {
  const { t } = useTranslation('admin-people');
  const formats = useFormats();
  const facts = [
    ['taken', taken.taken],
    ['already', taken.already],
    ['unknown', taken.unknown],
    ['ambiguous', taken.ambiguous.length],
  ] as const;
  return (
    <Stack className="card" component="section" role="status" aria-label={t('purchases.result')} gap="sm">
      <Title order={2}>{t('purchases.read', { count: taken.lines })}</Title>
      <dl className="facts">
        {facts.map(([name, count]) => [
          <dt key={name}>{t(`purchases.facts.${name}`)}</dt>,
          <dd key={`${name} n`}>{formats.number(count)}</dd>,
        ])}
      </dl>
      {taken.ambiguous.length > 0 && (
        <div>
          <Text fw={600}>{t('purchases.ambiguousTitle')}</Text>
          <ul>
            {taken.ambiguous.map(({ line, sourceId }) => (
              <li key={line}>{t('purchases.ambiguousLine', { line, sourceId })}</li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}

function Refusal({ refusal }: { refusal: unknown }) {
  const { t } = useTranslation(['admin-people', 'shell']);
  const lines = linesIn(refusal);
  return (
    <Alert color="red" role="alert" title={t('purchases.nothing')}>
      {lines.length === 0 ? (
        (sentenceOf(refusal) ?? t('shell:state.lostMore'))
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={t('purchases.wrongLines')}>
          <Table aria-label={t('purchases.wrongLines')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('purchases.where')}</Table.Th>
                <Table.Th>{t('purchases.why')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map(({ field, why }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{field}</Table.Th>
                  <Table.Td>{why}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Alert>
  );
}

/** The lines that the desk names, each with its sentence. */
function linesIn(refusal: unknown): readonly { field: string; why: string }[] {
  const errors: readonly unknown[] = isProblem(refusal) && Array.isArray(refusal.errors) ? refusal.errors : [];
  return errors.flatMap((one) =>
    typeof one === 'object' &&
    one !== null &&
    'field' in one &&
    'why' in one &&
    typeof one.field === 'string' &&
    typeof one.why === 'string'
      ? [{ field: one.field, why: one.why }]
      : [],
  );
}

function Columns() {
  const { t } = useTranslation('admin-people');
  return (
    <section className="card" aria-label={t('purchases.columns')}>
      <Title order={2} mb="xs">
        {t('purchases.columns')}
      </Title>
      <dl className="facts">
        {COLUMNS.map((column) => [
          <dt key={column}>
            <code dir="ltr">{column}</code>
            {NEEDED.includes(column) ? ` (${t('purchases.needed')})` : ''}
          </dt>,
          <dd key={`${column} what`}>{t(`purchases.column.${column}`)}</dd>,
        ])}
      </dl>
      <Text size="sm" mt="sm">
        {t('purchases.who')}
      </Text>
    </section>
  );
}
