import { COMPILED_TOOLS } from './compiled-tools.ts'
import { JAVASCRIPT_TOOLS } from './javascript-tools.ts'
import { PYTHON_TOOLS } from './python-tools.ts'
import { SCRIPT_TOOLS } from './script-tools.ts'
import type { Tool } from './tool.ts'

const TOOLS: readonly Tool[] = [...JAVASCRIPT_TOOLS, ...PYTHON_TOOLS, ...COMPILED_TOOLS, ...SCRIPT_TOOLS]

const byName = new Map(TOOLS.flatMap((tool) => wordsOf(tool.names).map((name) => [name, tool] as const)))

/** The tool that is called by this name; `python3.12` is `python3`, and `ruff@0.6` is `ruff`. */
export function toolOf(program: string): Tool | undefined {
  const [name = ''] = program.replace(/(?<=.)[@=].*$/s, '').split('==')
  return byName.get(name) ?? byName.get(name.replace(/[-.]?\d[\d.]*$/, ''))
}

export function wordsOf(text: string | undefined): readonly string[] {
  return text?.split(/\s+/).filter((word) => word !== '') ?? []
}
