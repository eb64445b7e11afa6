import { Anchor, Badge, Group, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { isPending } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { byteSize, engineNames, milliseconds, parameterCount, presetName } from '../../components/modelFacts';
import { useT } from '../../i18n/useT';
import { ModelActionButtons } from './ModelActionButtons';
import { ModelStateBadge } from './ModelStateBadge';
import { detailText } from './modelStates';
import { projectsText } from './projectsText';
import { ServedBy } from './ServedBy';

interface ModelRowProps {
  model: StoredModel;
  isOperator: boolean;
}

export function ModelRow({ model, isOperator }: ModelRowProps) {
  const t = useT();
  const { speed } = model;
  const name = model.title || model.name;
  const architecture = presetName(model.preset, t);
  return (
    <Table.Tr data-testid="model-row" data-state={model.state}>
      <Table.Td miw={220}>
        <Group gap="xs" wrap="nowrap">
          <Anchor
            component={Link}
            to={`/models/${model.id}`}
            size="sm"
            fw={600}
            style={{ overflowWrap: 'anywhere' }}
          >
            {name}
          </Anchor>
          {model.is_builtin && (
            <Badge size="sm" variant="default" tt="none">
              {t('models.builtIn')}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {[model.name, architecture].filter((part) => part !== '' && part !== name).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td>
        <ModelStateBadge model={model} />
        {(isPending(model) || model.state === 'failed') && model.detail !== '' && (
          <Text
            size="xs"
            c={model.state === 'failed' ? 'red' : 'dimmed'}
            lineClamp={2}
            title={model.detail}
            style={{ overflowWrap: 'anywhere' }}
          >
            {detailText(model)}
          </Text>
        )}
      </Table.Td>
      <Fact main={parameterCount(model.parameters, t)} more={byteSize(model.size_bytes, t)} />
      <Table.Td>
        <Text size="sm" c={model.engines.length === 0 ? 'dimmed' : undefined}>
          {engineNames(model.engines)}
        </Text>
      </Table.Td>
      <Fact
        main={speed === null ? '–' : t('models.perClick', { time: milliseconds(speed.click_ms, t) })}
        more={speed === null ? '–' : t('models.perImage', { time: milliseconds(speed.encode_ms, t) })}
      />
      <Table.Td>
        <Text size="sm" c={model.project_count === 0 ? 'dimmed' : undefined}>
          {projectsText(model.project_count, t)}
        </Text>
      </Table.Td>
      <Table.Td>
        <ServedBy model={model} />
      </Table.Td>
      {isOperator && (
        <Table.Td>
          <ModelActionButtons model={model} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Fact({ main, more }: { main: string; more: string }) {
  return (
    <Table.Td style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      <Text size="sm" c={main === '–' ? 'dimmed' : undefined}>
        {main}
      </Text>
      {more !== '–' && (
        <Text size="xs" c="dimmed">
          {more}
        </Text>
      )}
    </Table.Td>
  );
}
