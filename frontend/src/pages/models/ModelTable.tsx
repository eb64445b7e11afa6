import { Table } from '@mantine/core';
import type { StoredModel } from '../../api/types';
import { ModelRow } from './ModelRow';

interface ModelTableProps {
  models: StoredModel[];
  isOperator: boolean;
}

export function ModelTable({ models, isOperator }: ModelTableProps) {
  return (
    <Table.ScrollContainer minWidth={960} type="native">
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Model</Table.Th>
            <Table.Th w={190}>State</Table.Th>
            <Table.Th>Parameters</Table.Th>
            <Table.Th>Engines</Table.Th>
            <Table.Th>Speed</Table.Th>
            <Table.Th>Used by</Table.Th>
            <Table.Th>Served by</Table.Th>
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
