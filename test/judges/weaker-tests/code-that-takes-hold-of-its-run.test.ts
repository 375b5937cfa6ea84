import { expect, it } from 'vitest'
import { findDefeatedTests } from '../../../src/adapters/analysis/content/defeats/find-defeated-tests.ts'
import { startReading } from '../../../src/adapters/analysis/process/start-reading.ts'
import { judgePatch } from '../judge-patch.ts'
import { FOUND_IN } from '../repositories/one-wrong-line.ts'
import { DEFEATS } from './tables/defeats.ts'

const reasonsOf = async (on: string, change: Readonly<Record<string, string>>) =>
  (await judgePatch(FOUND_IN[on] ?? {}, { change })).map(({ gate, reason }) => `${gate}: ${reason}`)

it('is done soon with a text that no grammar comes to an end with, and lets none of it pass', {
  timeout: 60_000,
}, async () => {
  const change = { 'lib/big.rb': `${'%q('.repeat(100_000)}\n` }
  const reasons = (await judgePatch(FOUND_IN.rb ?? {}, { change }, startReading)).map(({ reason }) => reason)
  // On a busy machine there may be no time left to see that there is no end.
  expect(reasons.join()).toMatch(/its code cannot be read to the end|were too much to read/)
})

it.each(DEFEATS)('rejects what gets hold of the run that tests it: $on, $name', async ({ on, change }) => {
  expect((await reasonsOf(on, change)).join()).toContain('defeats tests: ')
})

/** What programs ask about themselves, and how they end. */
const HONEST: readonly (readonly [path: string, code: string])[] = [
  ['src/log.py', 'import inspect\nNAME = inspect.stack()[1].function\nOTHER = "tests"\n'],
  ['src/log.py', 'import sys\nsys.excepthook = lambda kind, error, trace: log.error(error)\n'],
  ['src/app.py', "import sys\nif len(sys.argv) > 1 and sys.argv[1] == 'test':\n    check()\n"],
  ['src/app.py', 'import gc\nCOUNT = len(gc.get_objects())\n'],
  ['src/app.py', "with open('tests/data.json') as file:\n    DATA = file.read()\n"],
  ['src/app.py', "with open('report.txt', 'w') as file:\n    file.write('py' + 'thon')\n"],
  ['src/app.py', 'import signal, sys\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(0))\n'],
  ['src/scaffold.py', "open('tests/test_app.py', 'w').write(TEXT)\n"],
  ['src/log.ts', "export const where = new Error('here').stack?.split('\\n')[2]\n"],
  ['src/log.ts', "export const name = 'te' + 'st'\n"],
  ['src/run.js', "if (require.main === module) run('test')\n"],
  ['src/run.js', "fs.writeFileSync('dist/test.json', '')\n"],
  ['lib/tea.rb', 'RAILS = Object.const_defined?(:Rails)\n'],
  ['src/Coin.php', "<?php\nclass_alias(Coin::class, 'App\\\\Money');\n"],
  [
    'clock.go',
    'package clock\n\nimport _ "unsafe"\n\n//go:linkname nanotime runtime.nanotime\nfunc nanotime() int64\n',
  ],
  ['math.go', 'package math\n\n// #cgo LDFLAGS: -lm -Wl,--wrap=malloc\nimport "C"\n'],
  ['main.go', 'package main\n\nfunc main() { os.Args = os.Args[1:] }\n'],
  ['src/lib.rs', '#[no_mangle]\npub extern "C" fn add(a: i32) -> i32 { a }\n'],
  [
    'src/serve.c',
    '#include <signal.h>\nstatic int ended; static void stop(int s) { ended = 1; }\nvoid serve(void) { signal(SIGTERM, stop); }\n',
  ],
  ['src/crash.c', 'static void tell(int s) { _exit(1); }\nvoid init(void) { signal(SIGSEGV, tell); }\n'],
  ['board/syscalls.c', 'void _exit(int status) { while (1); }\n'],
  ['src/app.cpp', 'void App::exit(int code) { done = code; }\nnamespace game { void abort() {} }\n'],
]

it.each(HONEST)('leaves what programs ask about themselves: %s %j', async (path, code) => {
  expect(await findDefeatedTests([{ path, before: undefined, after: code }], () => true)).toEqual([])
})
