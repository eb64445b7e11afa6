import { Anchor, Badge, Breadcrumbs, Grid, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError } from '../../api/errors';
import { isPending, useModel } from '../../api/models';
import { useMe } from '../../api/session';
import type { StoredModel } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Markdown } from '../../components/Markdown';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { Installation } from './Installation';
import { ModelActionButtons } from './ModelActionButtons';
import { ModelFacts } from './ModelFacts';
import { ModelStateBadge } from './ModelStateBadge';
import { NumbersSection } from './NumbersSection';

export default function ModelPage() {
  const { id = '' } = useParams();
  return /^\d{1,15}$/.test(id) ? <LoadedModel key={id} id={Number(id)} /> : <NotFoundPage />;
}

function LoadedModel({ id }: { id: number }) {
  const model = useModel(id);
  if (model.data) return <ShownModel model={model.data} />;
  if (model.error instanceof ApiError && model.error.status === 404) return <NotFoundPage />;
  if (model.error) return <ErrorMessage error={model.error} onRetry={() => void model.refetch()} />;
  return (
    <Stack maw={1400} mx="auto">
      <Skeleton h={36} w={280} />
      <Skeleton h={320} />
    </Stack>
  );
}

function ShownModel({ model }: { model: StoredModel }) {
  const t = useT();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const name = model.title || model.name;
  return (
    <Stack maw={1400} mx="auto" gap="lg">
      <title>{`${name} · ${t('models.title')} · Stipple`}</title>
      <Group justify="space-between" align="flex-end">
        <div>
          <Breadcrumbs fz="sm" mb={6}>
            <Anchor component={Link} to="/models" size="sm">
              {t('models.title')}
            </Anchor>
            <Text size="sm" c="dimmed">
              {model.name}
            </Text>
          </Breadcrumbs>
          <Group gap="sm">
            <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            {!isPending(model) && <ModelStateBadge model={model} />}
            {model.is_builtin && (
              <Badge variant="default" tt="none">
                {t('models.builtIn')}
              </Badge>
            )}
          </Group>
        </div>
        {me?.is_operator && (
          <ModelActionButtons model={model} onRemoved={() => void navigate('/models', { replace: true })} />
        )}
      </Group>
      <Installation model={model} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <NumbersSection numbers={model.numbers} />
            <Section title={t('models.card')}>
              {model.card === '' ? (
                <Text size="sm" c="dimmed">
                  {t('models.noCard')}
                </Text>
              ) : (
                <Markdown text={model.card} />
              )}
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <ModelFacts model={model} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
