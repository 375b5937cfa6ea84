import type { FileChange } from '../../../../../domain/candidate/patch.ts'
import type { ChangedExpectation, FileClass, WeakenedTest } from '../../../../../domain/judgement/measures.ts'

/** A changed file, as far as it may be a case of tests that are driven by files. */
export interface DataFile {
  readonly change: FileChange
  readonly class: FileClass
  readonly before: string | undefined
  readonly after: string | undefined
}

const MAX_FOUND = 20

/** Cases that are gone from a folder that tests go through: a file that a test names would be missed by it. */
export function deletedCases(files: readonly DataFile[]): readonly WeakenedTest[] {
  const tests = files.filter((file) => file.class === 'test')
  const gone = files.filter(
    ({ change, class: fileClass, before }) =>
      fileClass === 'fixture' && change.status === 'deleted' && before !== undefined && before.trim() !== '',
  )
  return gone
    .filter(({ change }) => !tests.some((test) => names(test, change.path)))
    .slice(0, MAX_FOUND)
    .map(({ change: { path } }) => ({ path, line: null, what: 'cases-removed', detail: nameOf(path) }))
}

/** A test that named it and does so no longer is compared by itself. */
function names({ before = '', after = '' }: DataFile, path: string): boolean {
  const name = nameOf(path)
  const stem = name.replace(/\.\w+$/, '')
  const words = stem.length < 3 ? [name] : [name, stem]
  return words.some((word) => before.includes(word) && before.split(word).length > after.split(word).length)
}

const EXPECTED =
  /\.(?:out|expected|expect|exp|golden|snap|approved|verified|stdout|stderr|ref|baseline)(?:\.\w{1,8})?$|(?:^|[/._-])(?:expected|goldens?|__snapshots__)(?:[/._-]|$)/i

/** What such files say that is expected, where it is something else now. */
export function changedData<File extends DataFile>(
  files: readonly File[],
  isKept: (file: File) => boolean,
): readonly ChangedExpectation[] {
  return files
    .filter(
      (file) => /^(?:fixture|snapshot)$/.test(file.class) && EXPECTED.test(file.change.path) && !isKept(file),
    )
    .flatMap(({ change: { path }, before, after }): ChangedExpectation[] => {
      if (before === undefined || after === undefined || before === after) return []
      const [was, is] = [before.split('\n'), after.split('\n')]
      const at = was.findIndex((line, index) => line !== is[index])
      // More at the end is one more case.
      if (at < 0 || was.slice(at).every((line) => line === '')) return []
      const cut = (line: string | undefined) => (line ?? '').trim().slice(0, 160)
      return [{ path, line: at + 1, test: nameOf(path), before: cut(was[at]), after: cut(is[at]) }]
    })
    .slice(0, MAX_FOUND)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(0, 120)
}
