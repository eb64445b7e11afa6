import { Anchor, Code, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { isPending } from '../../api/models';
import type { ModelSource, StoredModel } from '../../api/types';
import { counted } from '../../components/counted';
import { formatDateTime } from '../../components/dates';
import { byteSize, engineNames, milliseconds, parameterCount, presetName } from '../../components/modelFacts';
import { Section } from '../../components/Section';
import { CopyableHash } from './CopyableHash';

const SOURCE_NAMES: Record<ModelSource['kind'], string> = {
  builtin: 'Comes with Stipple',
  published: 'Published checkpoint',
  url: 'Fetched from an address',
  file: 'Uploaded file',
};

/** What the model is, and how one can check that these are the weights that were meant. */
export function ModelFacts({ model }: { model: StoredModel }) {
  const { source } = model;
  const isInstalled = model.state === 'ready';
  return (
    <Section title="Facts">
      <Fact name="Name" hint="what projects and masks call it">
        <Code>{model.name}</Code>
      </Fact>
      <Fact name="Architecture">
        {presetName(model.preset) || (isPending(model) ? 'Found out while it is installed' : 'Not known')}
      </Fact>
      {isInstalled && <InstalledFacts model={model} />}
      {model.digest !== '' && (
        <Fact name="Digest" hint="SHA-256 of weights and configuration; recorded with every mask">
          <CopyableHash hash={model.digest} what="digest" />
        </Fact>
      )}
      <Fact name="Origin">
        {SOURCE_NAMES[source.kind]}
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
        <Fact name="SHA-256 of the file">
          <CopyableHash hash={source.sha256} what="SHA-256 of the file" />
        </Fact>
      )}
      <Fact name="Added">{formatDateTime(model.created)}</Fact>
    </Section>
  );
}

function InstalledFacts({ model }: { model: StoredModel }) {
  const { speed } = model;
  return (
    <>
      <Fact name="Size">
        {model.parameters === null
          ? byteSize(model.size_bytes)
          : `${parameterCount(model.parameters)} parameters, ${byteSize(model.size_bytes)}`}
      </Fact>
      <Fact name="Engines">{engineNames(model.engines)}</Fact>
      <Fact name="Speed" hint="a photo of 1024 × 768, on the machine that installed it">
        {speed === null
          ? 'Not measured yet'
          : `${milliseconds(speed.encode_ms)} an image, ${milliseconds(speed.click_ms)} a click`}
      </Fact>
      <Fact name="Used by">
        {model.project_count === 0 ? 'No project' : counted(model.project_count, 'project')}
      </Fact>
      <Fact name="Served by">
        {model.served_by.length === 0 ? 'No live worker' : model.served_by.join(', ')}
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
