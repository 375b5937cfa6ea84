import { expect, it } from 'vitest'
import { isGitName } from '../../packages/system/src/is-git-name.ts'

it.each(['.git', '.GIT', '.git. .', 'git~1', '.git::$INDEX_ALLOCATION', '.g\u200cit', '\ufeff.git:a\nb'])(
  'some file system takes %j for .git',
  (name) => expect(isGitName(name)).toBe(true),
)

it.each(['.github', '.gitignore', '.git-blame-ignore-revs', 'git', 'git~', 'a.git', '.git .a'])(
  '%j is a name like any other',
  (name) => expect(isGitName(name)).toBe(false),
)
