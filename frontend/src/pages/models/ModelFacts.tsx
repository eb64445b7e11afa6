import { Anchor, Code, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { isPending } from '../../api/models';
import type { ModelSource, StoredModel } from '../../api/types';
import { byteSize, engineNames, milliseconds, parameterText, presetName } from '../../components/modelFacts';
import { Section } from '../../components/Section';
import type { PlainKey } from '../../i18n/catalogue';
import { useT } from '../../i18n/useT';
import { CopyableHash } from './CopyableHash';
import { projectsText } from './projectsText';

const SOURCE_NAMES: Record<ModelSource['kind'], PlainKey> = {
  builtin: 'models.originBuiltin',
  published: 'models.originPublished',
  url: 'models.originUrl',
  file: 'models.originFile',
};

/** What the model is, and how one can check that these are the weights that were meant. */
export function ModelFacts({ model }: { model: StoredModel }) {
  const t = useT();
  const { source } = model;
  const isInstalled = model.state === 'ready';
  return (
    <Section title={t('models.facts')}>
      <Fact name={t('common.name')} hint={t('models.nameHint')}>
        <Code>{model.name}</Code>
      </Fact>
      <Fact name={t('models.architecture')}>
        {presetName(model.preset, t) ||
          (isPending(model) ? t('models.architectureLater') : t('models.architectureUnknown'))}
      </Fact>
      {isInstalled && <InstalledFacts model={model} />}
      {model.digest !== '' && (
        <Fact name={t('models.digest')} hint={t('models.digestHint')}>
          <CopyableHash hash={model.digest} copyLabel={t('models.copyDigest')} />
        </Fact>
      )}
      <Fact name={t('models.origin')}>
        {t(SOURCE_NAMES[source.kind])}
        {source.file && `: ${source.file}`}
        {source.url && (
          <Anchor
            href={source.url}
            size="sm"
            target="_blank"
            rel="noopener noreferrer"
            display="block"
            style={{ overflowWrap: 'anywhere' }}
          >
            {source.url}
          </Anchor>
        )}
      </Fact>
      {source.sha256 && (
        <Fact name={t('models.fileHash')}>
          <CopyableHash hash={source.sha256} copyLabel={t('models.copyFileHash')} />
        </Fact>
      )}
      <Fact name={t('models.added')}>{t.dateTime(model.created)}</Fact>
    </Section>
  );
}

function InstalledFacts({ model }: { model: StoredModel }) {
  const t = useT();
  const { speed } = model;
  return (
    <>
      <Fact name={t('models.size')}>
        {model.parameters === null
          ? byteSize(model.size_bytes, t)
          : `${parameterText(model.parameters, t)}, ${byteSize(model.size_bytes, t)}`}
      </Fact>
      <Fact name={t('models.engines')}>{engineNames(model.engines)}</Fact>
      <Fact name={t('models.speed')} hint={t('models.speedHint')}>
        {speed === null
          ? t('models.speedUnknown')
          : `${t('models.perImage', { time: milliseconds(speed.encode_ms, t) })}, ${t('models.perClick', { time: milliseconds(speed.click_ms, t) })}`}
      </Fact>
      <Fact name={t('models.usedBy')}>{projectsText(model.project_count, t)}</Fact>
      <Fact name={t('models.servedBy')}>
        {model.served_by.length === 0 ? t('models.noLiveWorker') : model.served_by.join(', ')}
      </Fact>
    </>
  );
}

function Fact({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {name}
        {hint && ` – ${hint}`}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </Stack>
  );
}
