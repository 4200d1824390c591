import { hasFlag, type Report, type Rule, type Rules } from './model.ts'

type Signature = readonly [line: RegExp, detector: string, severity: 'critical' | 'high' | 'medium' | 'low']

/** Signatures are tried in order against the words joined by one space; the first that fits decides. */
function signatures(...table: readonly Signature[]): Rule {
  return ({ words }, report) => {
    if (words.some((word) => /^--(?:help|dry-run(?:=\w+)?|what-?if|check)$/i.test(word))) return
    const line = words.join(' ').slice(0, 800)
    const found = table.find(([expression]) => expression.test(line))
    if (found) report(found[1], found[2])
  }
}

const cluster = 'command-cluster-destruction'
const infrastructure = 'command-infrastructure-destruction'

const kubernetes = signatures(
  [
    /\bdelete\b.*(?:\b(?:ns|namespaces?|nodes?|pv|persistentvolumes?|crds?|customresourcedefinitions?|clusterroles?|clusterrolebindings?|storageclass(?:es)?)(?:\/|\s|$))/,
    cluster,
    'critical',
  ],
  [/\bdelete\b.*(?:--all\b|--all-namespaces\b|\s-A\b)/, cluster, 'critical'],
  [/\bdelete\b.*\b(?:pvc|persistentvolumeclaims?|statefulsets?|sts|deploy(?:ment)?s?|daemonsets?|secrets?)(?:\/|\s|$)/, cluster, 'high'],
  [/\bdelete\b/, cluster, 'medium'],
  [/\bdrain\b/, cluster, 'high'],
  [/\bscale\b.*--replicas[= ]0\b.*(?:--all\b|-A\b)/, cluster, 'critical'],
  [/\bscale\b.*--replicas[= ]0\b/, cluster, 'high'],
  [/\breplace\b.*--force\b/, cluster, 'high'],
  [/\bcreate clusterrolebinding\b.*cluster-admin/, 'command-privilege-grant', 'critical'],
  [/\brun\b.*(?:--privileged|hostPID|hostNetwork|hostPath)/, 'command-container-escape', 'critical'],
)

const terraform = signatures(
  [
    /^(?:-chdir=\S+ )?(?:run-all )?destroy\b.*(?:-auto-approve|--auto-approve|-force|--terragrunt-non-interactive)|^(?:-chdir=\S+ )?apply\b.*-destroy\b/,
    infrastructure,
    'critical',
  ],
  [/^(?:-chdir=\S+ )?(?:run-all )?destroy\b/, infrastructure, 'high'],
  [/^(?:-chdir=\S+ )?state rm\b|^(?:-chdir=\S+ )?force-unlock\b|^(?:-chdir=\S+ )?workspace delete\b/, infrastructure, 'high'],
  [/^(?:-chdir=\S+ )?apply\b.*-auto-approve/, infrastructure, 'medium'],
)

const helm = signatures([/^(?:uninstall|delete|del|un)\b/, cluster, 'high'], [/^rollback\b/, cluster, 'medium'])

const container = signatures(
  [
    /^(?:container )?run\b.*(?:-v|--volume|--mount)[ =]\S*(?:^|[ =])?(?:\/:|\/etc:|\/root:|\/home:|\/var\/run\/docker\.sock|source=\/,|src=\/,)/,
    'command-container-escape',
    'critical',
  ],
  [/^(?:container )?run\b.*(?:--privileged\b.*--pid[= ]host|--pid[= ]host\b.*--privileged)/, 'command-container-escape', 'critical'],
  [/^(?:container )?run\b.*--privileged/, 'command-container-escape', 'high'],
  [/^volume (?:rm|prune)\b/, 'command-container-prune', 'medium'],
  [/^system prune\b.*--volumes/, 'command-container-prune', 'medium'],
  [/^(?:system|image|container|network|builder|buildx) prune\b/, 'command-container-prune', 'low'],
  [/^(?:rm|rmi|container rm|image rm|stop|kill)\b.*(?:\$\(\)|--force|-\w*f)/, 'command-container-prune', 'low'],
  [/^(?:compose )?down\b.*(?:-v|--volumes)/, 'command-container-prune', 'medium'],
  [/^swarm leave\b.*(?:--force|-f)/, cluster, 'high'],
  [/^(?:stack|service|secret|node) rm\b/, cluster, 'high'],
)

/** Clusters, containers and cloud accounts. */
export const cloud: Rules = {
  kubectl: kubernetes,
  oc: kubernetes,
  k: kubernetes,
  k3s: kubernetes,
  helm,
  helmfile: signatures([/^(?:destroy|delete)\b/, cluster, 'critical']),
  etcdctl: signatures([/\bdel\b.*(?:--prefix|--from-key)/, cluster, 'critical'], [/\bdel\b|\bmember remove\b/, cluster, 'high']),
  kubeadm: signatures([/^reset\b.*(?:-f\b|--force)/, cluster, 'critical'], [/^reset\b/, cluster, 'high']),
  'k3s-uninstall.sh': (_, report) => report(cluster, 'critical'),
  minikube: signatures([/^delete\b/, cluster, 'low']),
  kind: signatures([/^delete\b/, cluster, 'low']),
  eksctl: signatures([/^delete (?:cluster|nodegroup)\b/, cluster, 'critical']),
  kops: signatures([/^delete cluster\b.*--yes/, cluster, 'critical'], [/^delete\b/, cluster, 'high']),
  argocd: signatures([/\bapp delete\b/, cluster, 'high']),
  velero: signatures([/\bdelete\b/, 'command-backup-deletion', 'high']),
  docker: container,
  podman: container,
  nerdctl: container,
  'docker-compose': container,
  terraform,
  tofu: terraform,
  terragrunt: terraform,
  pulumi: signatures(
    [/^(?:destroy|down|stack rm)\b.*(?:--yes|-y\b|--force|-f\b)/, infrastructure, 'critical'],
    [/^(?:destroy|down|stack rm)\b/, infrastructure, 'high'],
  ),
  cdk: signatures([/^destroy\b.*(?:--force|-f\b|--all)/, infrastructure, 'critical'], [/^destroy\b/, infrastructure, 'high']),
  cdktf: signatures([/^destroy\b/, infrastructure, 'high']),
  sls: signatures([/^remove\b/, infrastructure, 'high']),
  serverless: signatures([/^remove\b/, infrastructure, 'high']),
  sam: signatures([/^delete\b/, infrastructure, 'high']),
  amplify: signatures([/^delete\b/, infrastructure, 'high']),
  aws: signatures(
    [
      /\bs3 rb\b.*--force|\bs3 rm\b(?=.*--recursive)(?=.*s3:\/\/[\w.${}()-]+\/?(?: |$))|\bs3api delete-bucket\b|\bs3 sync\b.*--delete\b.*s3:\/\/[\w.-]+\/?$/,
      infrastructure,
      'critical',
    ],
    [/\bs3 r[mb]\b|\bs3api delete-object/, infrastructure, 'high'],
    [
      /\b(?:ec2 terminate-instances|ec2 delete-(?:vpc|volume|snapshot|subnet)|rds delete-db-(?:instance|cluster|snapshot)|dynamodb delete-table|cloudformation delete-stack|eks delete-(?:cluster|nodegroup)|ecs delete-(?:cluster|service)|iam delete-\w+|kms (?:schedule-key-deletion|disable-key)|lambda delete-function|route53 delete-hosted-zone|organizations (?:close-account|leave-organization|remove-account\S*)|backup delete-\S+|elasticache delete-\S+|redshift delete-cluster|efs delete-file-system|ecr delete-repository|secretsmanager delete-secret|glacier delete-\S+|opensearch delete-domain|cognito-idp delete-user-pool|ec2 deregister-image|sagemaker delete-\S+)\b/,
      infrastructure,
      'critical',
    ],
    [
      /\b(?:cloudtrail (?:delete-trail|stop-logging|put-event-selectors|update-trail)|guardduty (?:delete-detector|update-detector|disassociate\S*)|config(?:service)? (?:delete-\S+|stop-configuration-recorder)|logs delete-log-(?:group|stream)|securityhub disable-security-hub|ec2 delete-flow-logs|cloudwatch (?:delete-alarms|disable-alarm-actions)|s3api put-bucket-lifecycle\S*|wafv2 delete-\S+|macie2 disable-macie|inspector2 disable)\b/,
      'command-log-tampering',
      'critical',
    ],
    [
      /\biam (?:attach-\w+-policy|put-\w+-policy)\b.*(?:AdministratorAccess|\*)|\bs3api put-bucket-(?:acl|policy)\b.*(?:public|\*)|\bauthorize-security-group-ingress\b.*0\.0\.0\.0\/0|\bmodify-(?:snapshot|image)-attribute\b.*\ball\b|\blambda add-permission\b.*--principal[ =]["']?\*/,
      'command-privilege-grant',
      'critical',
    ],
    [
      /\biam (?:create-(?:access-key|user|login-profile)|attach-\S+|put-\S+|update-(?:assume-role-policy|login-profile)|add-user-to-group|deactivate-mfa-device)\b|\bsts assume-role\b|\bssm (?:send-command|start-session)\b|\bec2 get-password-data\b|\bec2 (?:stop-instances|modify-instance-attribute|create-snapshot)\b/,
      'command-privilege-grant',
      'high',
    ],
    [/\b(?:delete|terminate|remove|purge)-\S+/, infrastructure, 'medium'],
  ),
  gcloud: signatures(
    [
      /\bprojects delete\b|\b(?:sql (?:instances|databases)|container clusters|compute (?:instances|disks|networks|snapshots|images)|spanner (?:instances|databases)|bigtable instances|storage buckets|firestore databases|filestore instances|dataproc clusters|redis instances|iam service-accounts|kms keys versions|functions|run services|app services|dns managed-zones|organizations|secrets|artifacts repositories|pubsub topics)\s+(?:delete|destroy)\b/,
      infrastructure,
      'critical',
    ],
    [/\bstorage rm\b.*(?:-r|--recursive)/, infrastructure, 'critical'],
    [/\blogging (?:logs|sinks|buckets) delete\b|\blogging sinks update\b.*disabled/, 'command-log-tampering', 'critical'],
    [
      /\badd-iam-policy-binding\b.*(?:allUsers|allAuthenticatedUsers|roles\/owner)|\bfirewall-rules create\b.*0\.0\.0\.0\/0/,
      'command-privilege-grant',
      'critical',
    ],
    [/\badd-iam-policy-binding\b|\bservice-accounts keys create\b|\bset-iam-policy\b/, 'command-privilege-grant', 'high'],
    [/\bdelete\b/, infrastructure, 'high'],
  ),
  gsutil: signatures(
    [/^(?:-m )?(?:rb\b|rm\b.*-(?:r|R|a))/, infrastructure, 'critical'],
    [/^(?:-m )?(?:iam ch|acl ch)\b.*(?:allUsers|AllUsers)/, 'command-privilege-grant', 'critical'],
    [/^(?:-m )?rm\b/, infrastructure, 'high'],
  ),
  bq: signatures([/^(?:\S+ )?rm\b.*-\w*[rf]/, 'command-database-destruction', 'critical']),
  az: signatures(
    [/^group delete\b|^account (?:subscription )?(?:delete|cancel)|\b(?:purge|delete-batch)\b/, infrastructure, 'critical'],
    [
      /\b(?:group|vm|vmss|aks|sql (?:server|db)|storage account|storage container|cosmosdb|keyvault|webapp|functionapp|acr|disk|snapshot|network vnet|postgres\S*(?: server)?|mysql\S*(?: server)?|redis|ad (?:app|sp|user)|account subscription|backup vault|eventhubs namespace|deployment group|resource|servicebus namespace|containerapp|monitor log-analytics workspace) (?:delete|purge|terminate)\b.*(?:--yes\b|-y\b)/,
      infrastructure,
      'critical',
    ],
    [/\bstorage blob delete-batch\b|\bkeyvault (?:secret|key) (?:delete|purge)\b/, infrastructure, 'critical'],
    [
      /\bmonitor (?:diagnostic-settings|activity-log alert|log-profiles) delete\b|\beventhubs eventhub delete\b/,
      'command-log-tampering',
      'critical',
    ],
    [
      /\brole assignment create\b.*(?:Owner|Contributor|Administrator)|\bad app credential reset\b|\bad sp create-for-rbac\b|\bvm run-command invoke\b/,
      'command-privilege-grant',
      'high',
    ],
    [/\bdelete\b/, infrastructure, 'high'],
  ),
  doctl: signatures(
    [/\b(?:delete|rm|destroy)\b.*(?:--force|-f\b)/, infrastructure, 'critical'],
    [/\b(?:delete|rm|destroy)\b/, infrastructure, 'high'],
  ),
  heroku: signatures(
    [/^(?:apps:destroy|apps:delete|destroy|addons:destroy|pg:reset)\b.*(?:--confirm|-c\b)/, infrastructure, 'critical'],
    [/^(?:apps:destroy|apps:delete|destroy|addons:destroy|pg:reset)\b/, infrastructure, 'high'],
  ),
  fly: signatures([
    /^(?:apps? destroy|destroy|volumes? (?:delete|destroy)|postgres destroy|machines? destroy)\b/,
    infrastructure,
    'critical',
  ]),
  flyctl: signatures([/^(?:apps? destroy|destroy|volumes? (?:delete|destroy)|machines? destroy)\b/, infrastructure, 'critical']),
  vercel: signatures(
    [/^(?:projects? (?:rm|remove)|rm|remove)\b.*(?:--yes|-y\b)/, infrastructure, 'critical'],
    [/^(?:projects? (?:rm|remove)|rm|remove)\b/, infrastructure, 'high'],
    [/^env rm\b/, infrastructure, 'high'],
  ),
  netlify: signatures([/^(?:sites:delete|api deleteSite)\b/, infrastructure, 'critical']),
  railway: signatures([/^(?:down|delete|volume delete)\b/, infrastructure, 'critical']),
  supabase: signatures(
    [/^(?:db reset\b.*--linked|projects delete)\b/, 'command-database-destruction', 'critical'],
    [/^db reset\b/, 'command-database-destruction', 'medium'],
  ),
  firebase: signatures(
    [
      /^(?:firestore:delete\b.*(?:--all-collections|-r)|database:remove \/(?: |$)|projects:delete)/,
      'command-database-destruction',
      'critical',
    ],
    [/^(?:firestore:delete|database:remove|functions:delete|hosting:disable)/, infrastructure, 'high'],
  ),
  wrangler: signatures([/\b(?:delete|d1 delete|r2 bucket delete|kv:?\s?namespace delete)\b/, infrastructure, 'high']),
  linode: signatures([/\bdelete\b/, infrastructure, 'high']),
  'linode-cli': signatures([/\bdelete\b/, infrastructure, 'high']),
  hcloud: signatures([/\bdelete\b/, infrastructure, 'high']),
  openstack: signatures([/\bproject delete\b/, infrastructure, 'critical'], [/\bdelete\b/, infrastructure, 'high']),
  nomad: signatures([/\bjob stop\b.*-purge|\bsystem gc\b|\bnode drain\b/, cluster, 'high']),
  consul: signatures([/\bkv delete\b.*-recurse/, cluster, 'critical']),
  vault: signatures([
    /^(?:kv (?:metadata delete|destroy)|secrets disable|auth disable|operator (?:seal|raft remove-peer)|delete)\b/,
    infrastructure,
    'high',
  ]),
  rclone: signatures([/^(?:purge|delete)\b/, infrastructure, 'high'], [/^sync\b/, infrastructure, 'low']),
  mc: signatures([/^(?:rb|rm)\b.*(?:--force|--recursive|-r\b)/, infrastructure, 'critical']),
  s3cmd: signatures([/^(?:rb|del|rm)\b.*(?:--force|--recursive|-r\b)|\brb\b/, infrastructure, 'critical']),
  azcopy: signatures([/^(?:remove|rm)\b.*--recursive/, infrastructure, 'critical']),
  virsh: signatures([/^(?:undefine|vol-delete|pool-delete)\b/, infrastructure, 'high'], [/^destroy\b/, infrastructure, 'medium']),
  vagrant: signatures([/^destroy\b/, infrastructure, 'medium']),
  restic: signatures([/\bforget\b.*--prune|\bkey remove\b/, 'command-backup-deletion', 'high']),
  borg: signatures([/^delete\b/, 'command-backup-deletion', 'high']),
}

/** Package registries and build tools: publishing and removing for everybody. */
export const build: Rules = {
  npm: signatures(
    [/^unpublish\b.*(?:--force|-f)|^(?:owner|access|token)\b.*\b(?:add|grant|create)\b/, 'command-registry', 'high'],
    [/^(?:unpublish|deprecate)\b/, 'command-registry', 'high'],
  ),
  cargo: signatures([/^yank\b/, 'command-registry', 'high']),
  gem: signatures([/^yank\b/, 'command-registry', 'high']),
  systemctl: (command, report) => {
    if (hasFlag(command, '', 'help')) return
    services(command.words, report)
  },
  service: ({ words }, report) => {
    if (words[1] === 'stop') services(['stop', words[0] ?? ''], report)
  },
}

function services(words: readonly string[], report: Report) {
  const line = words.join(' ')
  if (
    /\b(?:stop|disable|mask|kill)\b/.test(line) &&
    /\b(?:auditd|rsyslog|syslog(?:-ng)?|journald|systemd-journald|firewalld|ufw|apparmor|iptables|nftables|fail2ban|clamav\S*|falco\S*|falcon-sensor|osqueryd|wazuh\S*|sssd|crowdstrike\S*|mdatp|ossec\S*|cbdaemon|snort|suricata|sysmon|auoms|omsagent|amazon-ssm-agent|selinux\S*|aide\S*)\b/.test(
      line,
    )
  )
    report('command-security-disable', 'high')
  else if (/^(?:isolate|rescue|emergency|poweroff|reboot|halt|kexec|default|isolate)\b/.test(line)) report('command-shutdown', 'medium')
}
