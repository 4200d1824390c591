/** The tables of docs/detectors.md: every detector by category, and the names of the rules that stand behind the families. */
export function detectorTables(detectors, sources) {
  const categories = [...new Set(detectors.map(({ category }) => category))]
  const tables = categories.map((category) =>
    table(
      category,
      detectors.filter((detector) => detector.category === category),
    ),
  )
  return `${[...tables, rules(sources)].join('\n\n')}\n`
}

function table(category, detectors) {
  const names = new Set(detectors.map(({ name }) => name))
  const rows = [...names].sort().map((name) =>
    row(
      name,
      detectors.filter((detector) => detector.name === name),
    ),
  )
  return [
    `### ${category}: ${names.size}\n`,
    '| name | severity | default | label | longest |',
    '| --- | --- | --- | --- | ---: |',
    ...rows,
  ].join('\n')
}

/** One kind may be written in several ways, each with an expression of its own. */
function row(name, ways) {
  const severity = ['low', 'medium', 'high', 'critical'].filter((word) => ways.some((way) => way.severity === word)).join(', ')
  const isOn = ways.some(({ optional }) => optional !== true)
  const labels = [...new Set(ways.map(({ label }) => label ?? name.toUpperCase().replaceAll('-', '_')))]
  const longest = Math.max(...ways.map((way) => way.longest ?? 256))
  return `| \`${name}\` | ${severity} | ${isOn ? 'on' : 'off'} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${longest} |`
}

function rules(sources) {
  const names = new Set(
    sources.flatMap((text) => [...text.matchAll(/'((?:injection|command|exfiltration)-[a-z]+(?:-[a-z]+)*)'/g)].map(([, name]) => name)),
  )
  const family = (prefix) =>
    [...names]
      .filter((name) => name.startsWith(prefix))
      .sort()
      .map((name) => `\`${name}\``)
  const line = (prefix) => `- ${prefix.slice(0, -1)} (${family(prefix).length}): ${family(prefix).join(', ')}`
  return ['### Rules by family\n', ...['injection-', 'command-', 'exfiltration-'].map(line)].join('\n')
}
