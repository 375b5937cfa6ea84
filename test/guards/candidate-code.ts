import { guardsOf } from './guard.ts'

const GATES = 'src/stages/gates/patch-shape.ts'
const PATHS = 'src/stages/gates/paths.ts'
const FOLD = 'src/domain/checks/fold-path.ts'
const ON_PATHS = 'test/stages/gates/guarded-paths.test.ts'
const ON_SPELLINGS = 'test/stages/gates/protected-in-every-spelling.test.ts'

/** What a candidate may do to the checks that judge it. */
export const CANDIDATE_CODE = guardsOf('T1', [
  [
    'the App is granted nothing about workflows',
    'app.yml',
    '  statuses: read\ndefault_events',
    '  statuses: read\n  workflows: write\ndefault_events',
    'test/docs/permissions-and-keys.test.ts',
  ],
  [
    'git pushes with a token that may not change workflows',
    'src/adapters/github/connection/installations/token-permissions.ts',
    "git: { contents: 'write', metadata: 'read' }",
    "git: { contents: 'write', metadata: 'read', workflows: 'write' }",
    'test/docs/permissions-and-keys.test.ts',
  ],
  [
    'paths of the built-in list are refused',
    GATES,
    '[...PROTECTED_PATHS, ...settings.protected_paths])',
    '[...settings.protected_paths])',
    ON_PATHS,
  ],
  [
    'paths of the repository’s own list are refused',
    GATES,
    '[...PROTECTED_PATHS, ...settings.protected_paths])',
    '[...PROTECTED_PATHS])',
    ON_PATHS,
  ],
  [
    'a file that is renamed away from a protected path counts',
    PATHS,
    'file.previousPath, ',
    '',
    ON_SPELLINGS,
  ],
  ['a link to a protected path counts', PATHS, ', targetOf(file)]', ']', ON_PATHS],
  ['a file in place of a protected folder counts', PATHS, ` || isProtected(\`\${folded}/x\`)`, '', ON_PATHS],
  ['capitals make no other path', FOLD, '    .toLowerCase()\n    .replaceAll', '    .replaceAll', ON_PATHS],
  [
    'compatibility forms make no other path',
    FOLD,
    "return path\n    .normalize('NFKC')",
    'return path',
    ON_SPELLINGS,
  ],
  ['invisible characters make no other path', FOLD, ".replace(/[\\p{Cf}\\p{Mn}]/gu, '')", '', ON_SPELLINGS],
  [
    'dots and blanks at the end make no other path',
    FOLD,
    ".replace(/(?<![. ])[. ]+$/, '')",
    '',
    ON_SPELLINGS,
  ],
  ['streams of NTFS make no other path', FOLD, ".replace(/(?<=.):.*$/s, '')", '', ON_SPELLINGS],
  ['backslashes make no other path', FOLD, "    .replaceAll('\\\\', '/')\n", '', ON_SPELLINGS],
  [
    'line ends in a name make no other path',
    PATHS,
    'foldPath(inOneLine(path))',
    'foldPath(path)',
    ON_SPELLINGS,
  ],
  [
    'configuration of other CI systems is on the list',
    'src/domain/judgement/protected-paths.ts',
    "  '.circleci/**',\n",
    '',
    ON_SPELLINGS,
  ],
  [
    'what starts by itself where somebody opens the folder is on the list',
    'src/domain/judgement/protected-paths.ts',
    "  '**/.devcontainer/**',\n",
    '',
    ON_SPELLINGS,
  ],
  [
    'submodules are refused',
    GATES,
    '.filter(isSubmodule)',
    '.filter(() => false)',
    'test/stages/gates/gates.test.ts',
  ],
  [
    'links out of the repository are refused',
    GATES,
    '.filter(linksOutside)',
    '.filter(() => false)',
    ON_PATHS,
  ],
  [
    'what a guard refuses is not pushed, whatever its row says',
    'src/stages/publish/publishable-patches.ts',
    ' || guardPatch(written).length > 0',
    '',
    'test/stages/publish/publishable-patches.test.ts',
  ],
  [
    'a guard rejects before anything is published',
    'src/stages/score/assess.ts',
    'const guard = guardPatch(gateCase)',
    'const guard: ReturnType<typeof guardPatch> = []',
    'test/scenarios/run/which-patches-become-drafts.test.ts',
  ],
  [
    'who changes what the checks run is rejected',
    'src/stages/gates/what-judges.ts',
    'measures?.judges ?? []',
    '[]',
    'test/scenarios/judges/changed-by-a-candidate.test.ts',
  ],
  [
    'that rejection comes before the push',
    'src/stages/gates/what-judges.ts',
    "class: 'guard'",
    "class: 'own'",
    'test/scenarios/judges/changed-by-a-candidate.test.ts',
  ],
  [
    'what judges is derived for every run',
    'src/snapshot/snapshot.ts',
    '? await reachOf({',
    '? void ({',
    'test/scenarios/judges/told-to-agents-and-people.test.ts',
  ],
  [
    'who runs fewer tests than the base is rejected',
    'src/stages/gates/gates.ts',
    '  fewerTests,\n  fixturesDiffer',
    '  fixturesDiffer',
    'test/stages/judge-checked-patches.test.ts',
  ],
  [
    'a branch that is a folder of candidates is no base',
    'src/stages/triage.ts',
    '  if (isFolderOfCandidates(repository.defaultBranch))\n',
    '  if (false)\n',
    'test/stages/triage.test.ts',
  ],
])
