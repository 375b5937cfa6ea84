import type { Remains } from '../../domain/run/remains.ts'
import { plain } from '../foreign/plain-text.ts'
import { count, list } from '../numbers.ts'

const SHOWN = 10

/** What would be taken out of a repository, or was. */
export function remainsLines({ refs, labels, drafts }: Remains): string[] {
  const branches = refs.filter(({ name }) => name.startsWith('refs/heads/'))
  const lines = [
    ...(drafts.length > 0
      ? [`${count(drafts.length, 'open pull request')} to close: ${numbers(drafts)}`]
      : []),
    ...(branches.length > 0 ? [count(branches.length, 'branch', 'branches'), ...namesOf(branches)] : []),
    ...(refs.length > branches.length
      ? [`${count(refs.length - branches.length, 'ref')} below refs/speculate/`]
      : []),
    ...(labels.length > 0 ? [`${count(labels.length, 'label')}: ${labels.map(plain).join(', ')}`] : []),
  ]
  return lines.length === 0 ? ['nothing of it is there'] : lines
}

function namesOf(refs: Remains['refs']): string[] {
  const shown = refs.slice(0, SHOWN).map(({ name }) => `  ${plain(name.replace('refs/heads/', ''))}`)
  return refs.length > SHOWN ? [...shown, `  … and ${refs.length - SHOWN} more`] : shown
}

function numbers(all: readonly number[]): string {
  return list(all.slice(0, SHOWN).map((number) => `#${number}`)) + (all.length > SHOWN ? ' …' : '')
}

/** What stays, and who can take it away. */
export function leftLines({
  ready,
  refused,
}: Pick<Remains, 'ready'> & { readonly refused: readonly string[] }): string[] {
  return [
    'Left as it is:',
    ...refused.map((name) => `  ${plain(name)}, which was moved meanwhile, is gone already, or is protected`),
    ...(ready.length > 0
      ? [
          `  ${numbers(ready)}, ready for review, with ${ready.length === 1 ? 'its branch' : 'their branches'}`,
        ]
      : []),
    '  its comments, and its pull requests that are closed or merged: people refer to them',
    '  .github/speculate.yml, and the branch speculate-audit where the log was pushed to one',
    '  the log of the runs in the database: `speculate audit prune` removes it',
    '  the installation itself: whoever owns the repository takes it away in the settings, under GitHub Apps',
  ]
}
