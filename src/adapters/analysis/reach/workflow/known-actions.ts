/**
 * Actions of others that prepare a machine, keep results or tell somebody, and judge nothing that a patch could change. What they read
 * of the repository is passed to them by name.
 */
const SET_UP: readonly RegExp[] = [
  /^actions\/(checkout|cache|setup-\w+|upload-artifact|download-artifact|github-script|labeler|create-github-app-token|stale|dependency-review-action|attest[\w-]*|configure-pages|deploy-pages|upload-pages-artifact)(\/|@|$)/,
  /^actions-rs\/toolchain@/,
  /^(dtolnay|moonrepo|actions-rust-lang)\/(rust-toolchain|setup-rust|setup-rust-toolchain)@/,
  /^[\w.-]+\/(setup|install|action-setup|configure)[\w-]*(\/[\w-]+)*@/,
  /^[\w.-]+\/[\w.-]*(setup|install|cache|checkout|artifact|coverage-reporter|test-reporter|free-disk-space)[\w.-]*(\/[\w-]+)*@/,
  /^(codecov|coverallsapp|codeclimate|coactions|step-security|tibdex|peter-evans|peaceiris|softprops|dawidd6|thollander|marocchino|docker|aws-actions|google-github-actions|azure|aquaproj|re-actors|dorny|tj-actions|swatinem|mozilla-actions|gacts|taiki-e|cachix|DeterminateSystems|andstor|slackapi|8398a7|EnricoMi|mikepenz|styfle|fkirc|github|zizmorcore|ossf|carlosperate|jwlawson|ilammy|msys2|microsoft|cypress-io|browser-actions|supercharge|shogo82148|erlef|shivammathur|ramsey|subosito|dart-lang|haskell-actions|ocaml|julia-actions|gradle|sigstore|arduino|goto-bus-stop|wagoid|amannn|pnpm|oven-sh|denoland|astral-sh|conda-incubator|mamba-org|prefix-dev|pypa|release-drafter|changesets)\//i,
]

/** Of those, what only fetches, keeps and installs: where a check has nothing else, something else is what it does. */
const FETCHES =
  /^actions\/(checkout|cache|setup-[\w-]+|upload-artifact|download-artifact|create-github-app-token|configure-pages|upload-pages-artifact)(\/|@)|^step-security\/|^[\w.-]+\/(setup|install|action-setup|configure)[\w-]*@|^[\w.-]+\/[\w.-]*(setup|checkout|artifact)[\w.-]*@|^docker\/(setup-|login-|metadata-)|\/(init|setup)@/

export function onlyFetches(uses: string): boolean {
  return FETCHES.test(uses)
}

export function isSetUp(uses: string): boolean {
  return SET_UP.some((pattern) => pattern.test(uses))
}

type ActionInputs = Readonly<Record<string, string>>

/** Actions that run one tool, as the command that they run. */
const COMMANDS: readonly (readonly [RegExp, (given: ActionInputs) => string])[] = [
  [/^golangci\/golangci-lint-action@/, ({ args = '' }) => `golangci-lint run ${args}`],
  [/^pre-commit\/action@/, () => 'pre-commit run --all-files'],
  [/^j178\/prek-action@/, () => 'pre-commit run --all-files'],
  [/^psf\/black@/, ({ options = '' }) => `black ${options}`],
  [/^(astral-sh|chartboost)\/ruff-action@/, ({ args = 'check' }) => `ruff ${args}`],
  [/^isort\/isort-action@/, () => 'isort --check .'],
  [/^jakebailey\/pyright-action@/, () => 'pyright'],
  [/^crate-ci\/typos@/, () => 'typos'],
  [/^streetsidesoftware\/cspell-action@/, () => 'cspell .'],
  [/^codespell-project\/actions-codespell@/, () => 'codespell'],
  [/^actions-rs\/cargo@/, ({ command = '', args = '' }) => `cargo ${command} ${args}`],
  [/^actions-rs\/clippy-check@/, ({ args = '' }) => `cargo clippy ${args}`],
  [/^actions-rust-lang\/rustfmt@/, () => 'cargo fmt --check'],
  [/^EmbarkStudios\/cargo-deny-action@/, ({ command = 'check' }) => `cargo deny ${command}`],
  [/^rustsec\/audit-check@/, () => 'cargo audit'],
  [
    /^gradle\/(gradle-build-action|setup-gradle|gradle-command-action)@/,
    ({ arguments: args }) => (args ? `./gradlew ${args}` : ''),
  ],
  [/^burrunan\/gradle-cache-action@/, ({ arguments: args = '' }) => `./gradlew ${args}`],
  [/^ruby\/setup-ruby@/, ({ 'bundler-cache': cache }) => (cache === 'true' ? 'bundle install' : '')],
  [/^ramsey\/composer-install@/, () => 'composer install'],
  [/^cypress-io\/github-action@/, ({ start = '', build = '' }) => `${build}\n${start}\ncypress run`],
  [/^super-linter\/super-linter/, () => 'super-linter'],
  [/^(DavidAnson|davidanson)\/markdownlint-cli2-action@/, () => 'markdownlint-cli2'],
  [/^ludeeus\/action-shellcheck@/, () => 'shellcheck'],
  [/^jidicula\/clang-format-action@/, () => 'clang-format'],
  [/^zizmorcore\/zizmor-action@/, () => 'zizmor .'],
  [/^hadolint\/hadolint-action@/, () => 'hadolint Dockerfile'],
  [/^biomejs\/setup-biome@/, () => ''],
  [/^pypa\/cibuildwheel@/, () => 'cibuildwheel'],
  [/^(stylua|JohnnyMorganz)\/stylua-action@/, () => 'stylua .'],
  [/^oxc-project\/oxlint-action@/, () => 'oxlint'],
  [/^github\/codeql-action\/analyze@/, () => ''],
  [/^(nick-fields|nick-invision|Wandalen)\/(retry|wretry\.action)@/, ({ command = '' }) => command],
  [/^coactions\/setup-xvfb@/, ({ run = '' }) => run],
  [/^(GabrielBB|gabrielbb)\/xvfb-action@/, ({ run = '' }) => run],
  [/^ReactiveCircus\/android-emulator-runner@/, ({ script = '' }) => script],
  [/^(run-on-arch|uraimo\/run-on-arch-action)@/, ({ run = '' }) => run],
  [/^(cross-platform-actions\/action|vmactions\/[\w-]+)@/, ({ run = '' }) => run],
  [/^bahmutov\/npm-install@/, () => 'npm ci'],
]

/** Empty where the action runs nothing with what it is given; undefined where it is none that is known. */
export function commandOfAction(uses: string, given: ActionInputs): string | undefined {
  return COMMANDS.find(([pattern]) => pattern.test(uses))?.[1](given)
}
