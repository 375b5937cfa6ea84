import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ghIsInstalled, ON_GH, runGh } from './run-gh.ts'
import { commitAndPush, git, pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
let pull: string
beforeAll(async () => {
  stage = await setStage()
  await pushBranch(stage, 'fix', { 'src/retry.js': 'one\ntwo\nfour\n' })
  const { data } = await stage.maintainer.pulls.create({ ...repo, title: 'A fix', head: 'fix', base: 'main' })
  pull = String(data.number)
})
afterAll(() => stage.close())

const bare = (...args: readonly string[]) => runGh(stage, args)
const gh = (...args: readonly string[]) => bare(...args, '--repo', ON_GH)

describe.skipIf(!ghIsInstalled)("each command of GitHub's command line", () => {
  it('R14: gh api', async () => {
    expect(JSON.parse(await bare('api', 'repos/acme/payments'))).toMatchObject({
      full_name: 'acme/payments',
    })
  })

  it('R14: gh api user', async () => {
    expect(await bare('api', 'user', '--jq', '.login')).toBe('acme')
  })

  it('R14: gh api graphql', async () => {
    const query = 'query($o:String!,$n:String!){repository(owner:$o,name:$n){nameWithOwner}}'
    expect(
      await bare('api', 'graphql', '-f', `query=${query}`, '-F', 'o=acme', '-F', 'n=payments'),
    ).toContain('acme/payments')
  })

  it('R14: gh api --paginate', async () => {
    expect(
      await bare('api', '--paginate', 'repos/acme/payments/issues?state=all&per_page=1', '--jq', '.[].title'),
    ).toContain('A fix')
  })

  it('R14: gh api with fields makes an issue', async () => {
    expect(
      await bare(
        'api',
        'repos/acme/payments/issues',
        '-f',
        'title=By api',
        '-f',
        'labels[]=bug',
        '--jq',
        '.title',
      ),
    ).toBe('By api')
  })

  it('R14: gh repo view', async () => {
    expect(await bare('repo', 'view', ON_GH, '--json', 'nameWithOwner,defaultBranchRef')).toContain(
      'acme/payments',
    )
  })

  it('R14: gh repo view, for people', async () => {
    expect(await bare('repo', 'view', ON_GH)).toContain('acme/payments')
  })

  it('R14: gh repo clone, gh pr checkout', async () => {
    await bare('repo', 'clone', ON_GH, 'clone')
    const clone = join(stage.dataDir, 'clone')
    await runGh(stage, ['pr', 'checkout', pull], clone)
    expect(await readFile(join(clone, 'src/retry.js'), 'utf8')).toBe('one\ntwo\nfour\n')
  })

  it('R14: gh pr checks', async () => {
    const answer = await gh('pr', 'checks', pull).catch((error) => error.stderr)
    expect(answer).toMatch(/no checks reported/)
  })

  it('R14: gh pr view --comments', async () => {
    await gh('pr', 'comment', pull, '--body', 'hello there')
    expect(await gh('pr', 'view', pull, '--comments')).toContain('hello there')
  })

  it('R14: gh pr list --json, --state, --head', async () => {
    const fields =
      'number,title,headRefName,headRefOid,baseRefName,isDraft,author,url,createdAt,mergeStateStatus,labels,additions,deletions,changedFiles'
    expect(await gh('pr', 'list', '--json', fields, '--state', 'all', '--head', 'fix')).toContain('A fix')
  })

  it('R14: gh pr list --label, --author', async () => {
    await gh('pr', 'edit', pull, '--add-label', 'bug')
    expect(await gh('pr', 'list', '--label', 'bug')).toContain('A fix')
    expect(await gh('pr', 'list', '--author', 'acme')).toContain('A fix')
  })

  it('R14: gh issue list --label, --json', async () => {
    await gh('issue', 'create', '--title', 'Searching', '--body', 'x', '--label', 'bug')
    expect(
      await gh(
        'issue',
        'list',
        '--label',
        'bug',
        '--json',
        'number,title,labels,body,assignees,createdAt,updatedAt,url',
      ),
    ).toContain('Searching')
  })

  it('R14: gh pr review --approve is refused to the author', async () => {
    await expect(gh('pr', 'review', pull, '--approve')).rejects.toThrow(/own pull request/i)
  })

  it('R14: gh pr edit --title, --body', async () => {
    await gh('pr', 'edit', pull, '--title', 'B fix', '--body', 'why')
    expect(await gh('pr', 'view', pull, '--json', 'title,body')).toContain('B fix')
    await gh('pr', 'edit', pull, '--title', 'A fix')
  })

  it('R14: gh label create, edit, delete', async () => {
    await gh('label', 'create', 'zz', '--color', '00ff00', '--description', 'd')
    await gh('label', 'edit', 'zz', '--name', 'yy')
    await gh('label', 'delete', 'yy', '--yes')
    expect(await gh('label', 'list')).not.toContain('yy')
  })

  it('R14: gh issue close --reason, --comment', async () => {
    const url = await gh('issue', 'create', '--title', 'C', '--body', 'x')
    const number = url.split('/').at(-1) ?? ''
    await gh('issue', 'close', number, '--reason', 'not planned', '--comment', 'no')
    expect(await gh('issue', 'view', number, '--json', 'state')).toContain('CLOSED')
  })

  it('R14: gh pr close --delete-branch', async () => {
    await pushBranch(stage, 'other', { 'b.txt': 'b\n' })
    const url = await gh(
      'pr',
      'create',
      '--title',
      'O',
      '--body',
      '',
      '--head',
      'other',
      '--base',
      'main',
      '--draft',
    )
    await gh('pr', 'close', url.split('/').at(-1) ?? '', '--delete-branch')
    await expect(stage.maintainer.git.getRef({ ...repo, ref: 'heads/other' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('R14: gh pr merge --merge --delete-branch', async () => {
    await pushBranch(stage, 'm1', { 'm1.txt': 'b\n' })
    const url = await gh('pr', 'create', '--title', 'M', '--body', '', '--head', 'm1', '--base', 'main')
    await gh('pr', 'merge', url.split('/').at(-1) ?? '', '--merge', '--delete-branch')
  })

  it('R14: gh pr diff --name-only, --patch', async () => {
    expect(await gh('pr', 'diff', pull, '--name-only')).toContain('src/retry.js')
    expect(await gh('pr', 'diff', pull, '--patch')).toContain('Subject:')
  })

  it('R14: gh auth status', async () => {
    await bare('auth', 'status', '--hostname', 'github.localhost')
  })

  it('R14: gh issue edit --add-assignee, --remove-assignee, gh issue list --assignee', async () => {
    const number = await newIssue('To be done')
    const assignees = async () =>
      JSON.parse(await gh('issue', 'view', number, '--json', 'assignees')).assignees
    await gh('issue', 'edit', number, '--add-assignee', '@me')
    expect(await assignees()).toMatchObject([{ login: 'acme' }])
    expect(await gh('issue', 'list', '--assignee', 'acme')).toContain('To be done')
    await gh('issue', 'edit', number, '--remove-assignee', 'acme')
    expect(await assignees()).toEqual([])
  })

  it('R14: gh issue list --search and gh pr list --search look into the title alone where they are told to', async () => {
    await gh('issue', 'create', '--title', 'A needle', '--body', 'x')
    await gh('issue', 'create', '--title', 'Straw', '--body', 'with a needle')
    expect(await gh('issue', 'list', '--search', 'needle in:title')).toMatch(/^\d+\tOPEN\tA needle\t.*$/)
    expect(await gh('issue', 'list', '--search', 'needle in:body')).toMatch(/^\d+\tOPEN\tStraw\t.*$/)
    expect(await gh('pr', 'list', '--search', 'fix in:title')).toContain('fix')
    expect(await bare('search', 'issues', 'needle', '--repo', 'acme/payments')).toMatch(
      /Straw[\s\S]*A needle/,
    )
  })

  it('R14: gh issue lock, unlock', async () => {
    const number = await newIssue('Heated')
    await gh('issue', 'lock', number)
    await expect(
      stage.stranger.issues.createComment({ ...repo, issue_number: Number(number), body: 'x' }),
    ).rejects.toMatchObject({ status: 403 })
    await gh('issue', 'unlock', number)
    await stage.stranger.issues.createComment({ ...repo, issue_number: Number(number), body: 'x' })
  })

  it('R14: gh pr edit --add-reviewer', async () => {
    await stage.github.admin.createUser('reader')
    await stage.github.admin.setCollaborator({ owner: 'acme', name: 'payments' }, 'reader', 'read')
    await gh('pr', 'edit', pull, '--add-reviewer', 'reader')
    const { data } = await stage.maintainer.pulls.listRequestedReviewers({
      ...repo,
      pull_number: Number(pull),
    })
    expect(data.users.map(({ login }) => login)).toEqual(['reader'])
  })

  it('R14: gh issue list --assignee, --author and --mention, and gh issue status, list what they are asked for', async () => {
    const mine = await newIssue('Mine')
    const named = String(
      (await stage.stranger.issues.create({ ...repo, title: 'Named', body: 'see @acme-org, @Acme' })).data
        .number,
    )
    await newIssue('Of nobody')
    await gh('issue', 'edit', mine, '--add-assignee', '@me')
    const numbers = async (...args: readonly string[]) =>
      JSON.parse(await gh('issue', 'list', '--json', 'number', '--jq', '[.[].number]', ...args))
    expect(await numbers('--assignee', 'acme')).toEqual([Number(mine)])
    expect(await numbers('--author', 'stranger')).toEqual([Number(named)])
    expect(await numbers('--mention', 'acme')).toEqual([Number(named)])
    const status = await gh('issue', 'status')
    expect(status).toMatch(/assigned to you\s+\d+\tOPEN\tMine\t[^\n]*\n\n/)
    expect(status).toMatch(/mentioning you\s+\d+\tOPEN\tNamed\t[^\n]*\n\n/)
  })

  it('R14: gh pr edit --base makes another branch the base, and refuses one that is not there', async () => {
    await pushBranch(stage, 'release/1.x', { 'old.txt': 'old\n' })
    await pushBranch(stage, 'moved', { 'new.txt': 'new\n' })
    const wanted = { ...repo, title: 'Moved', head: 'moved', base: 'main' }
    const number = (await stage.maintainer.pulls.create(wanted)).data.number
    const base = async () =>
      (await stage.maintainer.pulls.get({ ...repo, pull_number: number })).data.base.ref
    await gh('pr', 'edit', String(number), '--base', 'release/1.x')
    expect(await base()).toBe('release/1.x')
    await expect(gh('pr', 'edit', String(number), '--base', 'nowhere')).rejects.toThrow(
      "Proposed base branch 'nowhere' was not found",
    )
    await stage.maintainer.pulls.update({ ...repo, pull_number: number, base: 'main' })
    expect(await base()).toBe('main')
    await stage.github.webhooksDelivered()
    const edits = stage.hooks.received.filter(({ payload }) => payload.changes?.base)
    expect(edits.map(({ payload }) => payload.changes.base.ref.from)).toEqual(['main', 'release/1.x'])
  })

  it('R14: gh pr merge --rebase makes each commit again on what the base has become', async () => {
    const clone = await pushBranch(stage, 'two-commits', { 'a.txt': 'a\n' })
    await commitAndPush(clone, 'two-commits', { 'b.txt': 'b\n' })
    const url = await gh(
      'pr',
      'create',
      '--title',
      'Two',
      '--body',
      'x',
      '--head',
      'two-commits',
      '--base',
      'main',
    )
    const base = await pushBranch(stage, 'elsewhere', { 'c.txt': 'c\n' })
    await git(base, 'push', '--quiet', 'origin', 'elsewhere:main')
    await gh('pr', 'merge', url.split('/').at(-1) ?? '', '--rebase')
    await git(clone, 'fetch', '--quiet', 'origin', 'main')
    expect((await git(clone, 'log', '--format=%s %an', '-3', 'FETCH_HEAD')).split('\n')).toEqual([
      'Change b.txt A',
      'Change a.txt A',
      'Change c.txt A',
    ])
    expect(await git(clone, 'ls-tree', '--name-only', 'FETCH_HEAD')).toMatch(/a\.txt\nb\.txt\nc\.txt/)
    expect(await gh('pr', 'view', url.split('/').at(-1) ?? '', '--json', 'state')).toContain('MERGED')
  })
})

async function newIssue(title: string): Promise<string> {
  return String((await stage.maintainer.issues.create({ ...repo, title })).data.number)
}
