import { readdir, readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { basename, join } from 'node:path'
import { Linter, type Rule } from 'eslint'
import { builtinRules } from 'eslint/use-at-your-own-risk'
import { execa } from 'execa'
import type { FunctionCount } from '../../src/adapters/analysis/complexity/create-tally.ts'
import { languageOf } from '../../src/adapters/analysis/complexity/language-of.ts'
import { measureFile } from '../../src/adapters/analysis/complexity/measure-file.ts'

/**
 * How often our cyclomatic complexity is that of an independent tool, function by function.
 * `node test/bench/complexity.ts eslint|mccabe|pmccabe DIRECTORY…`, one package per directory; `PYTHON` names an
 * interpreter with the module mccabe, `SHOW` says how many differences are printed. A function is found again by where it
 * ends (mccabe: by where it begins).
 */
type Place = number

interface Judgement {
  readonly place: Place
  readonly complexity: number
}

interface Tool {
  readonly extensions: readonly string[]
  place(one: FunctionCount): Place
  /** Undefined when the tool cannot read the file. */
  judge(path: string, source: string): Promise<readonly Judgement[] | undefined>
}

const TOOLS: Readonly<Record<string, Tool>> = {
  eslint: { extensions: ['.js', '.mjs', '.cjs', '.ts', '.mts'], place: (one) => one.end, judge: askEslint },
  mccabe: { extensions: ['.py'], place: (one) => one.line, judge: askMccabe },
  pmccabe: {
    extensions: ['.c', '.h', '.cc', '.cpp', '.hh', '.hpp'],
    place: (one) => one.endLine,
    judge: askPmccabe,
  },
}

const PYTHON = process.env.PYTHON ?? 'python3'
const PMCCABE = process.env.PMCCABE ?? 'pmccabe'

const [toolName = '', ...directories] = process.argv.slice(2)
const tool = TOOLS[toolName]
if (!tool || directories.length === 0) throw new Error('eslint|mccabe|pmccabe DIRECTORY…')
for (const directory of directories) await compare(directory, tool)

async function compare(directory: string, { extensions, judge, place }: Tool): Promise<void> {
  const figures = {
    same: 0,
    compared: 0,
    unreadHere: 0,
    unreadThere: 0,
    onlyHere: 0,
    onlyThere: 0,
    unmeasured: 0,
  }
  const differences: string[] = []
  const differ = (path: string, what: string) => differences.push(`${path.slice(directory.length)}: ${what}`)
  for (const path of await filesBelow(directory, extensions)) {
    const content = await readFile(path)
    const theirs = await judge(path, content.toString('utf8'))
    if (!theirs) {
      figures.unreadThere++
      continue
    }
    const rules = languageOf(path)
    const measured = rules && (await measureFile(content, rules, () => true))
    if (measured?.kind !== 'measured') {
      figures.unreadHere++
      figures.onlyThere += theirs.length
      differ(path, `${measured?.reason}`)
      continue
    }
    const { pairs, onlyHere, onlyThere } = pair(measured.functions, theirs, place)
    figures.onlyHere += onlyHere.length
    figures.onlyThere += onlyThere.length
    for (const one of onlyThere) differ(path, `@${one.place} only there`)
    for (const [here, there] of pairs) {
      if (here.isBroken) figures.unmeasured++
      else figures.compared++
      if (here.isBroken) continue
      if (here.complexity === there.complexity) figures.same++
      else differ(path, `${here.line} ${here.name}: ${here.complexity} here, ${there.complexity} there`)
    }
  }
  const share = (100 * figures.same) / (figures.compared + figures.onlyThere + figures.unmeasured)
  console.log(
    `${basename(directory)}: ${share.toFixed(2)} % of what ${toolName} reports ${JSON.stringify(figures)}`,
  )
  for (const line of differences.slice(0, Number(process.env.SHOW ?? 20))) console.log(`  ${line}`)
}

/** Several functions may end at one place, innermost first on both sides. */
function pair(ours: readonly FunctionCount[], theirs: readonly Judgement[], place: Tool['place']) {
  const here = Map.groupBy(ours, place)
  const pairs: [FunctionCount, Judgement][] = []
  const onlyThere: Judgement[] = []
  for (const [at, judged] of Map.groupBy(theirs, (one) => one.place)) {
    const found = here.get(at) ?? []
    for (const [index, one] of judged.entries()) {
      const same = found[index]
      if (same) pairs.push([same, one])
      else onlyThere.push(one)
    }
    here.set(at, found.slice(judged.length))
  }
  const onlyHere = [...here.values()].flat()
  // Without its types, an arrow function ends before the `as T` in it.
  if (onlyHere.length !== onlyThere.length) return { pairs, onlyHere, onlyThere }
  const rest = onlyHere.map((one, index): [FunctionCount, Judgement | undefined] => [one, onlyThere[index]])
  for (const [one, judged] of rest) if (judged) pairs.push([one, judged])
  return { pairs, onlyHere: [], onlyThere: [] }
}

async function filesBelow(directory: string, extensions: readonly string[]): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(directory.length).includes('node_modules') && !/\.d\.[mc]?ts$/.test(path))
    .sort()
}

/** The rule itself, told to report every function with its range: the place that it shows is only the head. */
async function askEslint(path: string, source: string): Promise<readonly Judgement[] | undefined> {
  const code = /\.m?ts$/.test(path) ? withoutTypes(source) : source
  if (code === undefined) return undefined
  for (const sourceType of ['module', 'commonjs'] as const) {
    const judged: Judgement[] = []
    const messages = new Linter().verify(code, {
      plugins: { bench: { rules: { complexity: reporting(judged) } } },
      rules: { 'bench/complexity': 'error' },
      languageOptions: { sourceType, ecmaVersion: 'latest' },
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    })
    if (!messages.some((message) => message.fatal)) return judged
  }
  return undefined
}

function withoutTypes(source: string): string | undefined {
  try {
    return stripTypeScriptTypes(source)
  } catch {
    return undefined
  }
}

function reporting(judged: Judgement[]): Rule.RuleModule {
  const rule = builtinRules.get('complexity')
  if (!rule) throw new Error('this ESLint has no rule "complexity"')
  return {
    create: (context) =>
      rule.create(
        Object.create(context, {
          options: { value: [0] },
          report: {
            value: ({ node, data }: { node: { range: [number, number] }; data: { complexity: number } }) =>
              judged.push({ place: node.range[1], complexity: data.complexity }),
          },
        }),
      ),
  }
}

async function askMccabe(path: string): Promise<readonly Judgement[] | undefined> {
  const { stdout, exitCode } = await execa(PYTHON, ['-m', 'mccabe', '--min', '1', path], {
    reject: false,
  })
  if (exitCode !== 0) return undefined
  // `59:0: '_decode_uXXXX' 4`; what is not quoted stands for a loop or a condition outside of functions.
  return [...stdout.matchAll(/^(\d+):\d+: '.*' (\d+)$/gm)].map(([, line, complexity]) => ({
    place: Number(line),
    complexity: Number(complexity),
  }))
}

async function askPmccabe(path: string): Promise<readonly Judgement[] | undefined> {
  const { stdout } = await execa(PMCCABE, [path], { reject: false })
  return [...stdout.matchAll(/^\d+\t(\d+)\t\d+\t(\d+)\t(\d+)\t/gm)].map(([, complexity, first, lines]) => ({
    place: Number(first) + Number(lines) - 1,
    complexity: Number(complexity),
  }))
}
