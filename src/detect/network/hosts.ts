import type { Detector } from '../../types.ts'
import { labelled } from '../people/labelled.ts'
import { pattern } from '../pattern.ts'

const kind = { category: 'pii', severity: 'low', optional: true } as const

/** Names of an organisation's own machines, containers and clusters. Off unless asked for. */
export const hosts: readonly Detector[] = [
  pattern({
    ...kind,
    name: 'internal-host',
    label: 'HOST',
    triggers: ['.internal', '.local', '.corp', '.lan', '.intranet', '.home.arpa', '.svc', '.private', '.localdomain'],
    expression:
      /(?<![\w.@-])[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}(?:internal|local|corp|lan|intranet|home\.arpa|svc|private|localdomain)(?![\w-]|\.[A-Za-z]|\()/,
    longest: 256,
    validate: (value) =>
      !/^(?:host\.docker\.internal|kubernetes\.default\.svc|\.env\.local|(?:process|this|window|self|module|config|state|props|node)\.)/i.test(
        value,
      ) && !/\.\.|-\./.test(value),
  }),
  ...labelled({
    ...kind,
    name: 'internal-host',
    label: 'HOST',
    labels: 'hostname, host name, computer name, machine name, server name, 主机名',
    value: /[A-Z0-9](?:[A-Z0-9.-]{1,62}[A-Z0-9])?/,
    longestValue: 64,
    stop: String.raw`\dA-Za-z\n`,
    words: false,
    validate: (value) => /[\d-]/.test(value) && /[a-z]/i.test(value),
  }),
  ...labelled({
    ...kind,
    name: 'container-id',
    label: 'CONTAINER',
    labels: 'container, container id, docker, docker id, cid, containerd, 容器',
    value: /[0-9a-f]{64}|[0-9a-f]{12}/,
    longestValue: 64,
    stop: String.raw`\n`,
    validate: (value) => /\d/.test(value) && /[a-f]/i.test(value),
  }),
  pattern({
    ...kind,
    name: 'container-id',
    label: 'CONTAINER',
    triggers: ['docker://', 'containerd://', 'cri-o://', '/docker/', 'docker-'],
    expression: /(?:docker:\/\/|containerd:\/\/|cri-o:\/\/|\/docker\/|docker-)(?<value>[0-9a-f]{64}|[0-9a-f]{12})(?![0-9a-z])/,
    anchored: true,
    longest: 78,
  }),
  ...labelled({
    ...kind,
    name: 'cluster-name',
    label: 'CLUSTER',
    labels: 'namespace, pod, pod name, cluster, cluster name, cluster id, node name, deployment, statefulset',
    value: /[a-z](?:[a-z0-9-]{1,60})-[a-z0-9-]{0,40}[a-z0-9]/,
    longestValue: 104,
    stop: String.raw`\dA-Za-z\n`,
    words: false,
    validate: (value) => value === value.toLowerCase(),
  }),
]
