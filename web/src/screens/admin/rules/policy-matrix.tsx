import { Button, Group, NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { IconBuildingStore, IconClock24, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readLength } from './length-text.rules';
import {
  type Cell,
  cellProblem,
  CHANNELS,
  type Channel,
  type Clock,
  CLOCKS,
  emptyLine,
  type Line,
  SEVERITIES,
  type Severity,
} from './policy-sheet.rules';
import { useLengthText } from './use-length-text';

interface MatrixProps {
  readonly lines: readonly Line[];
  readonly change: (lines: readonly Line[]) => void;
}

/** When (which channel, how bad) → by when. Lengths are typed as people write them; what counts is the opening hours or day and night. */
export function PolicyMatrix({ lines, change }: MatrixProps) {
  const { t } = useTranslation(['admin', 'shell']);
  const put = (line: Line, severity: Severity, cell: Cell): void =>
    change(lines.map((one) => (one === line ? { ...line, cells: { ...line.cells, [severity]: cell } } : one)));
  return (
    <>
      <table className="admin-matrix" aria-label={t('policy.promises')}>
        <thead>
          <tr>
            <th scope="col">{t('policy.clock')}</th>
            {SEVERITIES.map((severity) => (
              <th key={severity} scope="col">
                {t(`shell:severity.${severity}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.clock} ${line.channel ?? ''}`} data-channel={line.channel !== null}>
              <th scope="row">
                {line.channel === null ? t(`shell:clock.names.${line.clock}`) : <small>{t(`policy.channel.${line.channel}`)}</small>}
              </th>
              {SEVERITIES.map((severity) => (
                <td key={severity} data-name={t(`shell:severity.${severity}`)}>
                  <LengthCell line={line} severity={severity} put={(cell) => put(line, severity, cell)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <AddLine lines={lines} add={(clock, channel) => change(inOrder([...lines, emptyLine(clock, channel)]))} />
    </>
  );
}

function inOrder(lines: readonly Line[]): Line[] {
  const rank = ({ clock, channel }: Line): number => CLOCKS.indexOf(clock) * 100 + (channel === null ? 0 : CHANNELS.indexOf(channel) + 1);
  return [...lines].sort((a, b) => rank(a) - rank(b));
}

function LengthCell({ line, severity, put }: { line: Line; severity: Severity; put: (cell: Cell) => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  const write = useLengthText();
  const cell = line.cells[severity];
  const problem = cellProblem(line, severity);
  const minutes = readLength(cell.text, cell.kind);
  const name = `${t(`shell:clock.names.${line.clock}`)}, ${t(`policy.channel.${line.channel ?? 'any'}`)}, ${t(`shell:severity.${severity}`)}`;
  const echo = minutes === null ? '' : write(minutes, cell.kind);
  const kind = t(`policy.counts.${cell.kind}`);
  const counts = echo === cell.text.trim() ? kind : `${echo} · ${kind}`;
  const Icon = cell.kind === 'business' ? IconBuildingStore : IconClock24;
  return (
    <>
      <TextInput
        aria-label={name}
        size="sm"
        value={cell.text}
        placeholder={problem === 'gap' ? t('policy.gapHint') : '–'}
        error={problem && t(`policy.wrong.${problem}`, { severity: t(`shell:severity.${severity}`) })}
        onChange={({ currentTarget: { value } }) => put({ ...cell, text: value })}
      />
      {minutes !== null && (
        <UnstyledButton
          className="admin-kind"
          aria-label={t('policy.countsName', { counts, name })}
          title={t('policy.countsSwitch')}
          onClick={() => put({ ...cell, kind: cell.kind === 'business' ? 'elapsed' : 'business' })}
        >
          <Icon size={14} aria-hidden />
          {counts}
        </UnstyledButton>
      )}
    </>
  );
}

function AddLine({ lines, add }: { lines: readonly Line[]; add: (clock: Clock, channel: Channel | null) => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  const [clock, setClock] = useState<Clock>('contact');
  const [channel, setChannel] = useState<Channel | 'any'>('phone');
  const wanted = channel === 'any' ? null : channel;
  const isThere = lines.some((line) => line.clock === clock && line.channel === wanted);
  return (
    <Group align="end" gap="xs" mt="sm">
      <NativeSelect
        label={t('policy.clock')}
        data={CLOCKS.map((value) => ({ value, label: t(`shell:clock.names.${value}`) }))}
        value={clock}
        onChange={({ currentTarget: { value } }) => setClock(CLOCKS.find((one) => one === value) ?? 'contact')}
      />
      <NativeSelect
        label={t('policy.forChannel')}
        data={['any' as const, ...CHANNELS].map((value) => ({ value, label: t(`policy.channel.${value}`) }))}
        value={channel}
        onChange={({ currentTarget: { value } }) => setChannel(CHANNELS.find((one) => one === value) ?? 'any')}
      />
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} disabled={isThere} onClick={() => add(clock, wanted)}>
        {t('policy.addLine')}
      </Button>
    </Group>
  );
}
