import { Table } from '@mantine/core';
import type { StoredModel } from '../../api/types';
import { useT } from '../../i18n/useT';
import { ModelRow } from './ModelRow';

interface ModelTableProps {
  models: StoredModel[];
  isOperator: boolean;
}

export function ModelTable({ models, isOperator }: ModelTableProps) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={960} type="native">
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('models.model')}</Table.Th>
            <Table.Th w={190}>{t('models.state')}</Table.Th>
            <Table.Th>{t('models.parameters')}</Table.Th>
            <Table.Th>{t('models.engines')}</Table.Th>
            <Table.Th>{t('models.speed')}</Table.Th>
            <Table.Th>{t('models.usedBy')}</Table.Th>
            <Table.Th>{t('models.servedBy')}</Table.Th>
            {isOperator && <Table.Th w={120} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.map((model) => (
            <ModelRow key={model.id} model={model} isOperator={isOperator} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
