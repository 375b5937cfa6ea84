import { guardsOf } from './guard.ts'

const RUN_GIT = 'packages/system/src/run-git.ts'
const ON_GIT = 'test/system/run-git.test.ts'
const WALK = 'src/adapters/git/collect/find-new-files.ts'
const INSIDE = 'src/adapters/git/collect/read-inside.ts'
const ON_HOSTILE = 'test/adapters/git/collect/hostile-agent.test.ts'
const ON_COLLECT = 'test/adapters/git/collect/collect.test.ts'
const DIFF = 'src/adapters/git/patch/read-diff.ts'
const ON_DIFF = 'test/adapters/git/patch/read-diff.test.ts'
const ON_PUSHED = 'test/adapters/git/collect/collect-commit.test.ts'
const ON_WORKSPACE = 'test/adapters/git/create-workspace.test.ts'
const ON_NAMES = 'test/domain/hostile-names.test.ts'

/** What a repository and its names may do to who reads it. */
export const GIT_AND_NAMES = [
  ...guardsOf('T8', [
    ['hooks are not started', RUN_GIT, "  ['core.hooksPath', '/dev/null'],\n", '', ON_GIT],
    ['monitors of files are not started', RUN_GIT, "  ['core.fsmonitor', 'false'],\n", '', ON_GIT],
    ['helpers that know passwords are not started', RUN_GIT, "  ['credential.helper', ''],\n", '', ON_GIT],
    ['submodules are not visited', RUN_GIT, "  ['submodule.recurse', 'false'],\n", '', ON_GIT],
    ['submodules are not fetched', RUN_GIT, "  ['fetch.recurseSubmodules', 'false'],\n", '', ON_GIT],
    ['submodules are not pushed', RUN_GIT, "  ['push.recurseSubmodules', 'no'],\n", '', ON_GIT],
    ['nobody is asked for a password', RUN_GIT, "  ['core.askPass', ''],\n", '', ON_GIT],
    ['git goes on with nothing by itself', RUN_GIT, "  ['gc.auto', '0'],\n", '', ON_GIT],
    [
      'the process that starts git holds no variables of ours',
      'packages/system/src/ask-git-starter.ts',
      'env: NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE },',
      'env: process.env,',
      'test/system/ask-git-starter.test.ts',
    ],
    ['a diff is made by no other program', DIFF, "      '--no-ext-diff',\n", '', ON_DIFF],
    ['a diff is made of no converted text', DIFF, "      '--no-textconv',\n", '', ON_DIFF],
    [
      'the configuration and the variables of the user do not count',
      RUN_GIT,
      'const own = asUser ? withoutPlace(process.env) : NOTHING_OF_THE_MACHINE',
      'const own = withoutPlace(process.env)',
      ON_GIT,
    ],
    [
      'a candidate’s repository is another one than ours',
      'src/adapters/git/check-out.ts',
      'await writeRepository(own, { alternates',
      "await writeRepository(own + '-none', { alternates",
      ON_WORKSPACE,
    ],
    [
      'what lies in the git directory of a candidate is no part of a patch',
      WALK,
      "top === '.git' || top ===",
      'top ===',
      ON_COLLECT,
    ],
    [
      'repositories inside the work tree are refused',
      WALK,
      '  if (isGitName(entry.name.toString())) {\n',
      '  if (false) {\n',
      ON_HOSTILE,
    ],
    [
      'git names are known in every spelling',
      'packages/system/src/is-git-name.ts',
      '/^(?:\\.git|git~\\d)[. ]*(?::.*)?$/is',
      '/^\\.git$/s',
      'test/system/is-git-name.test.ts',
    ],
    [
      'a changed submodule is refused',
      WALK,
      '  if (commit !== undefined) return expectUntouchedSubmodule',
      '  if (commit === null) return expectUntouchedSubmodule',
      'test/adapters/git/collect/submodules.test.ts',
    ],
    [
      'a folder that has become a link meanwhile is noticed',
      INSIDE,
      '    await expectAt(file.fd, absolute(root, path), path)\n',
      '',
      'test/adapters/git/collect/read-inside.test.ts',
    ],
    [
      'what a link leads to is not opened',
      INSIDE,
      'constants.O_RDONLY | constants.O_NOFOLLOW',
      'constants.O_RDONLY',
      'test/adapters/git/collect/read-inside.test.ts',
    ],
    [
      'a fifo is not waited for',
      INSIDE,
      ' | constants.O_NONBLOCK',
      '',
      'test/adapters/git/collect/read-inside.test.ts',
    ],
    [
      'folders on the way are no links',
      INSIDE,
      '(await isDirectoryChain(root, dirname(path), seen)) ? look(root, path) : undefined',
      'look(root, path)',
      ON_COLLECT,
    ],
    [
      'a report that is a link is not read',
      'src/adapters/git/collect/read-report.ts',
      "  if (!stats.isFile()) return without('it is not a regular file')\n",
      '',
      ON_COLLECT,
    ],
    [
      'a work tree that became a link is not read',
      'src/adapters/git/collect/existing-directory.ts',
      '  if (!stats?.isDirectory()) throw',
      '  if (!stats) throw',
      ON_HOSTILE,
    ],
    [
      'a pushed tree holds no git directory',
      'src/adapters/git/collect/collect-commit.ts',
      '    expectName(path)\n',
      '',
      ON_PUSHED,
    ],
    [
      'what is pushed is checked on arrival',
      'src/adapters/git/collect/collect-commit.ts',
      "['-c', 'fetch.fsckObjects=true', 'fetch',",
      "['fetch',",
      ON_PUSHED,
    ],
    [
      'a pushed report that is a link is not read',
      'src/adapters/git/collect/collect-commit.ts',
      "type !== 'blob' || mode === LINK",
      "type !== 'blob'",
      ON_PUSHED,
    ],
  ]),
  ...guardsOf('T9', [
    [
      'names of owners and repositories are checked',
      'src/domain/issue/issue.ts',
      '.regex(/^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,',
      '.regex(/^/,',
      ON_NAMES,
    ],
    [
      'ids of candidates are checked',
      'src/domain/candidate/candidate.ts',
      '/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/',
      '/^/',
      ON_NAMES,
    ],
    [
      'names of toolchains are checked',
      'src/domain/candidate/candidate.ts',
      '/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/',
      '/^/',
      ON_NAMES,
    ],
    [
      'names of work trees are checked',
      'src/adapters/git/workspace-folders.ts',
      '  if (SAFE_NAME.test(name)) return name\n',
      '  return name\n',
      ON_WORKSPACE,
    ],
    [
      'commits are whole ids',
      'src/adapters/git/mirror.ts',
      '  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) return text\n',
      '  if (text) return text\n',
      ON_WORKSPACE,
    ],
    [
      'a remote is no option and no helper',
      'src/adapters/git/git.ts',
      "  if (!['http:', 'https:', 'file:'].includes(protocol)) {",
      "  if (protocol === '') {",
      'test/adapters/git/objects-on-the-remote.test.ts',
    ],
    [
      'files in a home lie below it',
      'src/config/toolchains/toolchains.ts',
      '/^(?!.*(?:^|\\/)\\.\\.?(?:\\/|$))[A-Za-z0-9._-]+(?:\\/[A-Za-z0-9._-]+)*$/',
      '/^/',
      'test/config/toolchains/toolchains.test.ts',
    ],
    [
      'markers hold only ids',
      'src/messages/marker.ts',
      '  if (!SPECULATION_ID.test(id))\n',
      '  if (false)\n',
      'test/messages/marker.test.ts',
    ],
    [
      'the name of an author is one name',
      'src/adapters/git/collect/import-commit.ts',
      "text.replaceAll(/[<>\\n\\0]/g, '')",
      'text',
      'test/adapters/git/collect/import-commit.test.ts',
    ],
    [
      'paths in a commit begin no line of git’s stream',
      'src/adapters/git/collect/import-commit.ts',
      ".replaceAll('\\n', '\\\\n')",
      '',
      ON_COLLECT,
    ],
  ]),
]
