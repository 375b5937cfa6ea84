import type { DefeatedTests } from '../../../../domain/judgement/measures.ts'
import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { isChain, linksOf } from '../tests/assertions/chain.ts'
import { isExitCall } from '../tests/read/skips.ts'
import { assertionsReplaced } from './assertions-replaced.ts'
import { equalsEverything } from './equals-everything.ts'
import { failureHidden } from './failure-hidden.ts'
import { type Names, namesOf } from './names.ts'

export interface Defeat {
  readonly what: DefeatedTests['what']
  /** A finding that is repeated is listed once. */
  readonly key: string
  readonly line: number
}

export interface ProductFile {
  readonly path: string
  readonly source: string
  readonly root: SyntaxNode
  readonly grammar: string
}

/** What in product code keeps tests from telling what is wrong with it; what the base has already counts for nothing. */
export function findDefeats(file: ProductFile): readonly Defeat[] {
  const found: Defeat[] = []
  visit(file, file.root, { place: placeOfFile(file), names: namesOf(file), found })
  return found
}

/** How a process may end here: `program` where that is what the code is for, `load` where it ends whoever loads it. */
type Place = 'program' | 'load' | 'function'

interface DefeatSearch {
  readonly place: Place
  readonly names: Names
  readonly found: Defeat[]
}

const PROGRAM_FILE =
  /(?:^|\/)(?:bin|cli|cmd|scripts?|tools?|commands?|examples?|benchmarks?|public|www)\/|(?:^|[/._-])(?:cli|main|__main__|manage|server|program|cmd|console|app|index\.php|setup|gulpfile|gruntfile|rakefile|build)\.[a-z]+$/i

function placeOfFile({ path, source, grammar }: ProductFile): Place {
  if (PROGRAM_FILE.test(path) || source.startsWith('#!')) return 'program'
  if (grammar === 'go' && /^package main\b/m.test(source.slice(0, 20_000))) return 'program'
  return /^(?:go|java|c-sharp|rust|cpp)$/.test(grammar) ? 'function' : 'load'
}

const FUNCTION =
  /^(?:function_declaration|function_definition|method_definition|method_declaration|method|singleton_method|function_item|arrow_function|function_expression|anonymous_function|func_literal|lambda|lambda_expression|constructor_declaration|generator_function_declaration|do_block)$/
const MAIN_GUARD = /__name__|require\.main|import\.meta\.(?:main|url)|__FILE__|\$PROGRAM_NAME/
const MAIN = /^(?:main|_?main_?\w*|run_?(?:cli|main)|cli|Main)$/

function visit(file: ProductFile, node: SyntaxNode, looking: DefeatSearch): void {
  if (node.type.includes('comment')) return
  look(file, node, looking)
  const place = placeWithin(file, node, looking.place)
  for (const child of node.children) visit(file, child, { ...looking, place })
}

function placeWithin({ source }: ProductFile, node: SyntaxNode, place: Place): Place {
  if (place === 'program') return place
  if (/^if/.test(node.type))
    return MAIN_GUARD.test(textOf(source, childOf(node, 'condition'))) ? 'program' : place
  if (!FUNCTION.test(node.type)) return node.type === 'static_initializer' ? 'load' : place
  const name = textOf(source, childOf(node, 'name') ?? childOf(childOf(node, 'declarator'), 'declarator'))
  if (MAIN.test(name)) return 'program'
  return name === 'init' && node.type === 'function_declaration' ? 'load' : 'function'
}

function look(file: ProductFile, node: SyntaxNode, { place, names, found }: DefeatSearch): void {
  const { source } = file
  const { line } = node
  const add = (what: Defeat['what'], key: string) => found.push({ what, key: key.slice(0, 160), line })
  const exit = exitOf(source, node)
  if (exit && place !== 'program' && isSuccess(exit.args, place))
    add('ends-process', `${exit.name}(${exit.args})`)
  const handler = exitHandler(source, node)
  if (handler) add('ends-process', handler)
  const replaced = assertionsReplaced(file, node, names)
  if (replaced) add('replaces-assertions', replaced)
  const hidden = failureHidden(source, node, names)
  if (hidden) add('hides-failure', hidden)
  const equals = equalsEverything(source, node)
  if (equals) add('equals-everything', equals)
}

function exitOf(source: string, node: SyntaxNode): { name: string; args: string } | undefined {
  if (/^(?:exit_statement)$/.test(node.type))
    return {
      name: 'exit',
      args: squeezed(textOf(source, namedChildren(node)[0])).replace(/^\((.*)\)$/, '$1'),
    }
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const name = links.map((one) => one.name).join('.')
  const args = links.at(-1)?.args
  if (/^SystemExit$/.test(name) && node.parent?.type === 'raise_statement')
    return { name, args: args?.join(',') ?? '' }
  return args && isExitCall(name) && !/abort$/.test(name) ? { name, args: args.join(',') } : undefined
}

/** Code that ends with a failure does not fool a test. */
function isSuccess(args: string, place: Place): boolean {
  if (/^(?:0|EXIT_SUCCESS|true|ExitCode\.SUCCESS)?$/.test(args)) return true
  return place === 'load' && !/^(?:-?[1-9]\d*|EXIT_FAILURE|false|["'`].*)$/.test(args)
}

const HANDLERS =
  /^(?:process\.(?:on|once|addListener|prependListener)|atexit\.register|at_exit|Kernel\.at_exit|register_shutdown_function|Runtime\.getRuntime\.addShutdownHook)$/

/** What runs at the end and says how it ended. */
function exitHandler(source: string, node: SyntaxNode): string | undefined {
  if (/^assignment/.test(node.type)) {
    const left = squeezed(textOf(source, childOf(node, 'left')))
    const right = squeezed(textOf(source, childOf(node, 'right')))
    return /^process\.exitCode$/.test(left) && /^(?:0|undefined|null)$/.test(right)
      ? `${left}=${right}`
      : undefined
  }
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const name = links.map((one) => one.name).join('.')
  const text = textOf(source, node)
  if (
    !HANDLERS.test(name) ||
    (name.startsWith('process') &&
      !/["'](?:exit|beforeExit|uncaughtException|unhandledRejection)["']/.test(text))
  )
    return undefined
  return /exitCode\s*=\s*0|process\.(?:exit|reallyExit)\(\s*0?\s*\)|os\._exit\(\s*0|exit!?[ (]*(?:0|true)|halt\(\s*0/.test(
    text,
  )
    ? `${name} changes how the run ends`
    : undefined
}
