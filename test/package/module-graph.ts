import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface ModuleGraph {
  files: Set<string>
  /** Names of packages and of Node's modules. */
  packages: Set<string>
}

/** Everything that a built module loads: at once, or also what it imports later on. */
export function moduleGraph(entry: string, { dynamic }: { dynamic: boolean }): ModuleGraph {
  const graph: ModuleGraph = { files: new Set(), packages: new Set() }
  const statement = /^(?:import|export)\s+(?:[\w*{][^'"`;]*?\bfrom\s+)?["']([^'"]+)["'];?$/gm
  const call = /\bimport\(\s*["']([^'"]+)["']\s*\)/g
  const visit = (file: string) => {
    if (graph.files.has(file)) return
    graph.files.add(file)
    const text = readFileSync(file, 'utf8')
    const found = [...text.matchAll(statement), ...(dynamic ? text.matchAll(call) : [])]
    for (const [, specifier = ''] of found) {
      if (specifier.startsWith('.')) visit(join(dirname(file), specifier))
      else graph.packages.add(specifier)
    }
  }
  visit(entry)
  return graph
}
