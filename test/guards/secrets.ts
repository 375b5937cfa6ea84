import { guardsOf } from './guard.ts'

const REDACTOR = 'src/adapters/redaction/create-redactor.ts'
const ON_REDACTOR = 'test/adapters/redaction/create-redactor.test.ts'
const STORE = 'src/adapters/redaction/redacted-store.ts'
const FORGE = 'src/adapters/redaction/redacted-forge.ts'
const ON_PORTS = 'test/adapters/redaction/redacted-ports.test.ts'
const PROCESS = 'src/adapters/redaction/secrets-of-process.ts'
const ON_PROCESS = 'test/adapters/redaction/secrets-of-process.test.ts'
const APP = 'src/speculate.ts'
const ON_RUNS = 'test/scenarios/run/no-secret-leaves.test.ts'

/** What must not leave. */
export const SECRETS = guardsOf('T13', [
  [
    'values that are held are taken out',
    REDACTOR,
    'takenOut(withoutHeld(given), {',
    'takenOut(given, {',
    ON_REDACTOR,
  ],
  [
    'shapes of tokens are taken out',
    REDACTOR,
    "const withoutAny = (given: string) =>\n    takenOut(withoutHeld(given), { pattern: TOKEN_SHAPES, lines: 'kept', isLeft: isKnownExample })",
    'const withoutAny = withoutHeld',
    ON_REDACTOR,
  ],
  [
    'what is encoded is looked into',
    REDACTOR,
    'const text = (given: string) => withoutEncoded(withoutAny(given), withoutAny)',
    'const text = withoutAny',
    ON_REDACTOR,
  ],
  [
    'paths of the machine are replaced',
    REDACTOR,
    'named.reduce((rest, { pattern, name }) => rest.replace(pattern, () => name), text(given))',
    'text(given)',
    ON_REDACTOR,
  ],
  [
    'a text is read as it is meant, escapes and all',
    REDACTOR,
    'for (const { 0: found, index } of read?.text.matchAll(pattern) ?? [])',
    'for (const { 0: found, index } of [] as RegExpExecArray[])',
    ON_REDACTOR,
  ],
  [
    'keys of objects are texts',
    'src/adapters/redaction/map-texts.ts',
    '[change(key), mapTexts(item, change)]',
    '[key, mapTexts(item, change)]',
    ON_REDACTOR,
  ],
  [
    'secrets of the process are known by their names',
    PROCESS,
    '([name]) => SECRET_NAME.test(name) && !NO_SECRET.test(name),',
    '() => false,',
    ON_PROCESS,
  ],
  [
    'logins in addresses are known',
    PROCESS,
    '[value, ...passwordIn(value)] : []',
    '[value] : []',
    ON_PROCESS,
  ],
  ['proxies and registries are known', PROCESS, '    ...networkCredentials(),\n', '', ON_PROCESS],
  [
    'variables that the operator names are known',
    PROCESS,
    '[...names, provider?.key, provider?.token].flatMap',
    '[provider?.key, provider?.token].flatMap',
    ON_PROCESS,
  ],
  [
    'keys of the gateway are known',
    PROCESS,
    '[...names, provider?.key, provider?.token].flatMap',
    '[...names].flatMap',
    ON_PROCESS,
  ],
  [
    'attempts are stored without secrets',
    STORE,
    'store.endAttempt(key, at, await all(outcome), bundle)',
    'store.endAttempt(key, at, outcome, bundle)',
    ON_PORTS,
  ],
  [
    'the chain is hashed without secrets',
    STORE,
    'store.appendAudit(run, await all(event))',
    'store.appendAudit(run, event)',
    ON_PORTS,
  ],
  [
    'traces are stored without secrets',
    STORE,
    'store.appendTraces(run, await all(traces))',
    'store.appendTraces(run, traces)',
    ON_PORTS,
  ],
  [
    'the journal is kept without secrets',
    STORE,
    'store.journal(await all(entry))',
    'store.journal(entry)',
    ON_PORTS,
  ],
  [
    'progress is kept without secrets',
    STORE,
    'store.heartbeat(key, at, await all(progress))',
    'store.heartbeat(key, at, progress)',
    ON_PORTS,
  ],
  [
    'verdicts are kept without secrets',
    STORE,
    'store.recordVerdict(run, await all(verdict))',
    'store.recordVerdict(run, verdict)',
    ON_PORTS,
  ],
  [
    'commands are kept without secrets',
    STORE,
    'store.recordCommand(run, await all(command))',
    'store.recordCommand(run, command)',
    ON_PORTS,
  ],
  [
    'comments are said without secrets',
    FORGE,
    'forge.ensureComment(repository, await all(comment))',
    'forge.ensureComment(repository, comment)',
    ON_PORTS,
  ],
  [
    'drafts are said without secrets',
    FORGE,
    'forge.ensureDraft(repository, await all(draft))',
    'forge.ensureDraft(repository, draft)',
    ON_PORTS,
  ],
  [
    'commits are said without secrets',
    FORGE,
    '{ ...commit, message: await all(commit.message) }',
    '{ ...commit }',
    ON_PORTS,
  ],
  [
    'descriptions are said without secrets',
    FORGE,
    'forge.changePullRequest(repository, await all(change))',
    'forge.changePullRequest(repository, change)',
    ON_PORTS,
  ],
  [
    'reviews are said without secrets',
    FORGE,
    'forge.ensureReview(repository, await all(review))',
    'forge.ensureReview(repository, review)',
    ON_PORTS,
  ],
  [
    'dispatches are said without secrets',
    FORGE,
    'forge.dispatchWorkflow(repository, await all(dispatch))',
    'forge.dispatchWorkflow(repository, dispatch)',
    ON_PORTS,
  ],
  [
    'what is read of an issue holds none when it is written about',
    FORGE,
    'all(await forge.facts(query))',
    'await forge.facts(query)',
    ON_PORTS,
  ],
  [
    'the app stores through the redactor',
    APP,
    'const store = redactedStore(createStore(database), redactor)',
    'const store = createStore(database)',
    ON_RUNS,
  ],
  [
    'the app logs through the redactor',
    APP,
    'options.log(redactor.text(message), trouble)',
    'options.log(message, trouble)',
    'test/scenarios/run/secrets-in-every-log.test.ts',
  ],
  [
    'tokens of installations are known as they are made',
    APP,
    'onToken: redactor.hold, ',
    '',
    'test/scenarios/run/secrets-in-every-log.test.ts',
  ],
  [
    'secrets of the App are known',
    APP,
    'const own = [credentials.privateKey, webhookSecret, previousWebhookSecret]',
    'const own: (string | undefined)[] = []',
    'test/scenarios/run/secrets-in-every-log.test.ts',
  ],
  [
    'transcripts are kept without secrets',
    'src/adapters/gateway/transcript/transcript.ts',
    'JSON.stringify(await redactLine(line, redactor))',
    'JSON.stringify(line)',
    'test/adapters/gateway/transcript/transcript.test.ts',
  ],
  [
    'commands print no secret in an error',
    'src/commands/run-program.ts',
    'const { text } = redactorOfProcess()',
    'const text = (given: string) => given',
    'test/commands/secrets-in-errors.test.ts',
  ],
  [
    'a patch with a secret of the operator is not pushed',
    APP,
    'startMeasuring({ isHeldIn: redactor.isHeldIn })',
    'startMeasuring({ isHeldIn: async () => false })',
    ON_RUNS,
  ],
])
