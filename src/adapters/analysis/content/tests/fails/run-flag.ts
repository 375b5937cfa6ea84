import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { isChain, linksOf } from '../assertions/chain.ts'
import { libraryReplaced } from './library-replaced.ts'

interface RunFlag {
  readonly key: string
  readonly says: string
}

/** What decides, from among the tests of a language, which of them run or whether they count. */
export function runFlag(source: string, node: SyntaxNode, grammar: string): RunFlag | undefined {
  const replaced = libraryReplaced(source, node, grammar)
  if (replaced !== undefined) return { key: `own ${replaced}`, says: `\`${replaced}\` is replaced` }
  if (grammar === 'go') return ofGo(source, node)
  if (/^(?:java|c-sharp)$/.test(grammar)) return ofClass(source, node)
  if (/^(?:php|ruby)$/.test(grammar)) return ofMethod(source, node, grammar)
  return undefined
}

/** `flag.Set("test.run", "…")`, `os.Args = …`, and a `TestMain` that runs nothing. */
function ofGo(source: string, node: SyntaxNode): RunFlag | undefined {
  if (node.type === 'assignment_statement') {
    const left = squeezed(textOf(source, childOf(node, 'left')))
    return /^os\.Args\b/.test(left) && !isInTest(source, node) ? said(`${left} =`) : undefined
  }
  if (node.type === 'function_declaration' && textOf(source, childOf(node, 'name')) === 'TestMain')
    return /\.\s*Run\(/.test(textOf(source, childOf(node, 'body'))) ? undefined : said('TestMain')
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const name = links.map((one) => one.name).join('.')
  const first = links.findLast(({ args }) => args !== undefined)?.args?.[0] ?? ''
  const isFlag = /^(?:flag\.(?:CommandLine\.)?(?:Set|Lookup)|testing\.Init|syscall\.Exec)/.test(name)
  const isOfTests =
    /^["`](?:test\.)/.test(first) || links.some(({ args }) => /^["`]test\./.test(args?.[0] ?? ''))
  return isFlag && (isOfTests || name === 'testing.Init') ? said(name) : undefined
}

/** Once a test runs, the flags of the run have been read. */
function isInTest(source: string, node: SyntaxNode): boolean {
  let at = node.parent
  while (at && at.type !== 'function_declaration') at = at.parent
  return at !== null && at !== undefined && /^Test(?!Main$)[^a-z]/.test(textOf(source, childOf(at, 'name')))
}

const TAKES_FAILURES =
  /\b(?:TestExecutionExceptionHandler|LifecycleMethodExecutionExceptionHandler|InvocationInterceptor|ExecutionCondition|TestInstancePostProcessor|IHookable|IMethodInterceptor|IAnnotationTransformer|ITestListener|TestRule|MethodRule|IWrapTestMethod|IWrapSetUpTearDown|ITestAction|IApplyToTest|ICommandWrapper|BlockJUnit4ClassRunner)\b/

/** An extension that is asked about each failure. */
function ofClass(source: string, node: SyntaxNode): RunFlag | undefined {
  if (node.type !== 'class_declaration') return undefined
  const body = childOf(node, 'body')
  const head = source.slice(node.start, Math.min(body?.start ?? node.end, node.start + 1_000))
  const found = TAKES_FAILURES.exec(head)?.[0]
  const name = textOf(source, childOf(node, 'name'))
  if (found === undefined || (found === RUNNER && isForInnerTests(source, node, name))) return undefined
  return said(`${name} as ${found}`)
}

const RUNNER = 'BlockJUnit4ClassRunner'

/** A runner within a class of tests that the class itself is not run with: it is what they test. */
function isForInnerTests(source: string, node: SyntaxNode, name: string): boolean {
  let outer: SyntaxNode = node
  for (let at = node.parent; at; at = at.parent) if (at.type === 'class_declaration') outer = at
  const body = childOf(outer, 'body')
  const head = source.slice(outer.start, Math.min(body?.start ?? outer.start, outer.start + 1_000))
  return outer !== node && !head.includes(name)
}

const METHODS: Readonly<Record<string, RegExp>> = {
  php: /^(?:onNotSuccessfulTest|runTest|runBare|run)$/i,
  ruby: /^(?:run|run_one_method|run_test|capture_exceptions|passed\?|failures|result_code|method_missing)$/,
}

function ofMethod(source: string, node: SyntaxNode, grammar: string): RunFlag | undefined {
  if (!/^(?:method_declaration|method|singleton_method)$/.test(node.type)) return undefined
  const name = textOf(source, childOf(node, 'name'))
  return METHODS[grammar]?.test(name) && isInTestClass(source, node) ? said(name) : undefined
}

function isInTestClass(source: string, node: SyntaxNode): boolean {
  let at = node.parent
  while (at && !/^class/.test(at.type)) at = at.parent
  const head = at ? source.slice(at.start, at.start + 300) : ''
  return /(?:extends|<)\s*[\w\\:]*(?:TestCase|Test)\b/.test(head)
}

function said(key: string): RunFlag {
  return { key, says: `\`${key}\` decides which tests count` }
}
