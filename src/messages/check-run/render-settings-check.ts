import type { CheckAnnotation, CheckRunText } from '../../domain/checks/own-check.ts'
import type { ConfigurationProblem, ParseResult } from '../../domain/parse-result.ts'
import type { Settings } from '../../domain/settings.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import { codeSpan, cut, oneLine } from '../foreign/foreign-text.ts'
import { plain } from '../foreign/plain-text.ts'
import { count } from '../numbers.ts'
import { problemItem } from '../problem-item.ts'

interface Pushed {
  readonly settings: ParseResult<Settings>
  /** Where settings act. */
  readonly defaultBranch: string
  /** Whether this commit is its head. */
  readonly isActing: boolean
}

/** What a commit is told of the settings that it brings. */
export function renderSettingsCheck(pushed: Pushed): CheckRunText {
  const { settings } = pushed
  if (settings.ok)
    return {
      ...NOTHING_ELSE,
      conclusion: 'success',
      title: 'The settings have no mistakes',
      summary: whenRight(pushed),
    }
  const own = settings.problems.filter(({ file }) => file === SETTINGS_FILE)
  return {
    ...NOTHING_ELSE,
    // Nobody can correct here what the account says for all its repositories.
    conclusion: own.length > 0 ? 'failure' : 'neutral',
    title:
      own.length > 0
        ? `The settings have ${count(own.length, 'mistake')}`
        : 'The settings of the account have mistakes',
    summary: [settings.problems.map(problemItem).join('\n'), whenWrong(pushed), NEXT].join('\n\n'),
    annotations: own.map(annotation),
  }
}

const NOTHING_ELSE = { text: '', annotations: [], buttons: [] } as const

const NEXT =
  '**Next.** Correct what is listed, and push again. `speculate config check` says the same before you push.'

function whenRight({ defaultBranch, isActing }: Pushed): string {
  if (isActing) return `They act on every run that begins from now on.`
  return `They act once they are on ${codeSpan(defaultBranch, 100)}, and change nothing before.`
}

function whenWrong({ defaultBranch, isActing }: Pushed): string {
  return isActing
    ? 'Until that is corrected, no run begins in this repository.'
    : `On ${codeSpan(defaultBranch, 100)}, no run could begin with them.`
}

/** GitHub shows it as plain text, at the line. */
function annotation({ file, line, message, nearest }: ConfigurationProblem): CheckAnnotation {
  const hint = nearest === undefined ? '' : `. Did you mean "${plain(nearest)}"?`
  return {
    path: file,
    line,
    title: 'Mistake in the settings',
    message: cut(`${oneLine(message)}${hint}`, 600),
  }
}
