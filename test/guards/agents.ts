import { guardsOf } from './guard.ts'

const ARGUMENTS = 'src/adapters/sandbox/sandbox-arguments.ts'
const ON_SANDBOX = 'test/adapters/sandbox/create-bubblewrap.test.ts'
const LIMITS = 'src/adapters/sandbox/watch-limits.ts'
const ENVIRONMENT = 'src/adapters/agents/attempt-environment.ts'
const ON_AGENTS = 'test/adapters/agents/agents.test.ts'
const INSPECT = 'src/adapters/gateway/requests/inspect-request.ts'
const STRICT = 'src/adapters/gateway/requests/parse-strictly.ts'
const SHAPES = 'src/adapters/gateway/requests/shapes.ts'
const ON_HOSTILE = 'test/adapters/gateway/requests/hostile-requests.test.ts'
const ON_STRICT = 'test/adapters/gateway/requests/parse-strictly.test.ts'
const ROUTE = 'src/adapters/gateway/route.ts'
const ON_ROUTE = 'test/adapters/gateway/route.test.ts'
const ON_GATEWAY = 'test/adapters/gateway/gateway.test.ts'

/** What an agent may reach, see and be told. */
export const AGENTS = [
  ...guardsOf('T2', [
    [
      'an opinion on an issue counts for no box but those that the rules leave open',
      'src/domain/issue/opinion.ts',
      'isOfMeaning && !box.ticked && box.evidence.every(({ kind }) => NOTHING_SAID.includes(kind))',
      'isOfMeaning',
      'test/domain/issue/opinion.test.ts',
    ],
    [
      'no text of who may not write is read',
      'src/stages/triage.ts',
      "settings.value.issue_authors === 'writers' && !mayWrite(authorRole)",
      'false',
      'test/stages/triage.test.ts',
    ],
    [
      'what the server is trusted with goes to no agent',
      'src/config/toolchains/toolchains.ts',
      "  .refine((name) => !OURS.test(name), 'belongs to speculate itself and is never given to an agent')",
      '',
      'test/config/toolchains/toolchains.test.ts',
    ],
    [
      'the key of a provider goes to no agent',
      'src/config/toolchains/toolchains.ts',
      '        if (key === undefined) continue\n',
      '        continue\n',
      'test/config/toolchains/toolchains.test.ts',
    ],
    [
      'an agent has no network',
      ARGUMENTS,
      "'--unshare-all',",
      "'--unshare-all',\n  '--share-net',",
      'test/adapters/sandbox/hostile-agent.test.ts',
    ],
    [
      'only a set-up has the network',
      ARGUMENTS,
      "...(spec.network ? ['--share-net'] : []),",
      "'--share-net',",
      'test/adapters/sandbox/hostile-agent.test.ts',
    ],
    [
      'only requests that a schema knows are passed on',
      INSPECT,
      "  if (error !== undefined) return { kind: 'refused'",
      "  if (error === null) return { kind: 'refused'",
      ON_HOSTILE,
    ],
    [
      'hosted tools are taken out',
      INSPECT,
      'const body = takeOutTools(route.dialect, parsed.body)',
      'const body = parsed.body',
      'test/adapters/gateway/requests/honest-requests.test.ts',
    ],
    [
      'what is sent is what was judged',
      INSPECT,
      "Buffer.from(JSON.stringify(route.dialect === 'chat' ? askForUsage(body) : body))",
      'Buffer.from(bytes)',
      ON_HOSTILE,
    ],
    [
      'fields that a schema does not name are refused',
      SHAPES,
      'z.strictObject({ ...optional',
      'z.looseObject({ ...optional',
      ON_HOSTILE,
    ],
    [
      'pictures come as data',
      SHAPES,
      'return MediaType.safeParse(type).success && isBase64(url.slice(head.length + 1))',
      'return true',
      ON_HOSTILE,
    ],
    [
      'schemas refer to nothing elsewhere',
      SHAPES,
      'REFERENCES.get(name)?.test(inner) === false',
      'false',
      ON_HOSTILE,
    ],
    [
      'a name that is written twice is refused',
      STRICT,
      '  if (names.has(name))\n',
      '  if (false)\n',
      ON_STRICT,
    ],
    [
      'bytes that are no UTF-8 are refused',
      STRICT,
      "if (!isUtf8(bytes)) return refused('the request is not UTF-8')",
      '',
      'test/adapters/gateway/requests/hostile-requests.test.ts',
    ],
    ['`__proto__` is refused', STRICT, "if (name === '__proto__')", "if (name === '')", ON_STRICT],
    [
      'only paths of models are passed on',
      ROUTE,
      'route.method === method && route.path.test(path)',
      "path.includes('/v1')",
      ON_ROUTE,
    ],
    [
      'of a query only what is harmless is passed on',
      ROUTE,
      'target: path + harmless(query)',
      "target: path + (query && '?' + query)",
      ON_ROUTE,
    ],
    [
      'of headers only what is harmless is passed on',
      'src/adapters/gateway/requests/headers.ts',
      "(PASSED_ON.has(name) || name.startsWith('x-stainless-')) && ",
      '',
      ON_GATEWAY,
    ],
    [
      'only betas that stay with the model are asked for',
      'src/adapters/gateway/requests/headers.ts',
      "betas.filter((beta) => BETAS.has(beta.replace(/-\\d{4}-?\\d{2}-?\\d{2}$/, ''))).join",
      'betas.join',
      'test/adapters/gateway/requests/honest-requests.test.ts',
    ],
    [
      'redirects of a provider are not followed or passed back',
      'src/adapters/gateway/answers/pass-on.ts',
      "if (statusCode >= 300 && statusCode < 400) return 'redirected'",
      '',
      'test/adapters/gateway/failures.test.ts',
    ],
    [
      'the key is masked in answers',
      'src/adapters/gateway/answers/pass-on.ts',
      'maskKey(provider.key), ',
      '',
      'test/adapters/gateway/failures.test.ts',
    ],
  ]),
  ...guardsOf('T7', [
    [
      'the environment of an agent is a list',
      ENVIRONMENT,
      'const environment: Record<string, string> = {\n',
      'const environment: Record<string, string> = {\n    ...(process.env as Record<string, string>),\n',
      ON_AGENTS,
    ],
    [
      'the home of an agent is its own',
      ENVIRONMENT,
      'environment.HOME = home',
      "environment.HOME = process.env.HOME ?? ''",
      ON_AGENTS,
    ],
    [
      'nothing is written through a link in the home',
      ENVIRONMENT,
      '    await removeLinks(home, path)\n',
      '',
      'test/adapters/set-up/laid-elsewhere.test.ts',
    ],
    [
      'a sandbox inherits no environment',
      'src/adapters/sandbox/create-bubblewrap.ts',
      'env: environment,',
      'env: { ...process.env, ...environment },',
      ON_SANDBOX,
    ],
    [
      'a sandbox inherits no descriptors',
      'src/adapters/sandbox/create-bubblewrap.ts',
      'coverDescriptors(5, (others) =>',
      '((start: (others: never[]) => ChildProcess) => start([]))((others) =>',
      ON_SANDBOX,
    ],
    [
      'a sandbox shares no namespace',
      ARGUMENTS,
      "  '--unshare-all',\n",
      "  ...['--unshare-pid', '--unshare-net', '--unshare-uts'],\n",
      ON_SANDBOX,
    ],
    [
      'a sandbox sees public files of /etc alone',
      ARGUMENTS,
      "  '/etc/alternatives',\n",
      "  '/etc',\n  '/etc/alternatives',\n",
      ON_SANDBOX,
    ],
    [
      'what may be read may not be written',
      ARGUMENTS,
      "...readable.flatMap((path) => ['--ro-bind', path, path])",
      "...readable.flatMap((path) => ['--bind', path, path])",
      ON_SANDBOX,
    ],
    ['the root is read-only', ARGUMENTS, "    ...['--remount-ro', '/'],\n", '', ON_SANDBOX],
    ['the kernel’s settings are read-only', ARGUMENTS, "    ...['--remount-ro', '/proc'],\n", '', ON_SANDBOX],
    [
      'a sandbox dies with the worker',
      ARGUMENTS,
      "  '--die-with-parent',\n",
      '',
      'test/adapters/sandbox/leftovers.test.ts',
    ],
    [
      'a sandbox ends when it is told to',
      'src/adapters/sandbox/create-bubblewrap.ts',
      '      await kill()\n      watch.stop()\n',
      '      watch.stop()\n',
      ON_SANDBOX,
    ],
    [
      'without a sandbox all that an attempt has started ends with it',
      'src/adapters/sandbox/host-as-sandbox.ts',
      'end: () => endProcesses(workTree, child.pid),',
      'end: async () => void child.kill(),',
      'test/adapters/sandbox/create-sandbox.test.ts',
    ],
    [
      'memory has a limit',
      LIMITS,
      '(await proportionalMemory(init)) > most',
      '(await proportionalMemory(init)) > 100 * most',
      ON_SANDBOX,
    ],
    ['processes have a limit', LIMITS, 'use.threads > limits.processes', 'use.threads > 1_000', ON_SANDBOX],
    [
      'disk has a limit',
      LIMITS,
      'gauge.holdsMoreThan(disk_mb * MB)',
      'gauge.holdsMoreThan(1e12)',
      ON_SANDBOX,
    ],
    [
      'one file has a limit, which the kernel keeps',
      'src/adapters/sandbox/enter-sandbox.sh',
      ' --fsize="$disk_bytes"',
      '',
      ON_SANDBOX,
    ],
    [
      'system calls are filtered',
      'src/adapters/sandbox/create-bubblewrap.ts',
      'if (FILTER !== undefined) args',
      'if (FILTER === null) args',
      ON_SANDBOX,
    ],
    [
      'no further namespaces are made',
      'src/adapters/sandbox/system-call-filter.ts',
      '    ...namespaces,\n    ...socket,',
      '    ...socket,',
      'test/adapters/sandbox/system-call-filter.test.ts',
    ],
    [
      'agents are not run without a sandbox',
      'src/adapters/sandbox/create-sandbox.ts',
      'return hostIsDisposable ?',
      'return hostIsDisposable !== undefined ?',
      'test/adapters/sandbox/create-sandbox.test.ts',
    ],
    [
      'permissions of an agent do not lead out of its work tree',
      'src/adapters/agents/answer-permission.ts',
      ' && (await areInside(root, pathsOf(toolCall)))',
      '',
      ON_AGENTS,
    ],
  ]),
]
