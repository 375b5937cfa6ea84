/**
 * Whether something reads this comment: a compiler, a bundler, a linter, a generator, a template engine. Who changes it changes what
 * that does, and where nobody can tell, it is code.
 */
export function isReadByTools(comment: string, path: string): boolean {
  // Whoever searches the whole of it is slow on a wall of text, and no directive stands that far down.
  const text = comment.slice(0, 4_000)
  return (
    ANYWHERE.some((pattern) => pattern.test(text)) ||
    BY_KIND.some(({ of, reads }) => of.test(path) && reads.test(text))
  )
}

const ANYWHERE: readonly RegExp[] = [
  // Interpreters, encodings, editors' modes, build constraints, generated parts.
  /^(?:#!|\/\/go:|\/\/ ?\+build|\/\/line |\/\/export |\/\/extern |# ?(?:-\*-|encoding|coding|frozen_string_literal|warn_indent|shareable_constant_value|typed:))/,
  // Templates are filled in before anybody looks for comments.
  /\{\{|\{%|<%|<\?|\$\{\{/,
  /\bwebpack[A-Z]|@vite|[@#]__[A-Z]|\bsourceMappingURL|@jsx|@preserve|@cc_on|@(?:jest|vitest)-/,
  /@ts-|\bts-standard|\b(?:eslint|biome|prettier|stylelint|tslint|jshint|jscs|standard|oxlint|deno-(?:lint|fmt)|dprint)-|\bjshint\b|\bglobals? /i,
  /\b(?:istanbul|c8|v8|nyc) ignore\b|@flow|@noflow|\$Flow/,
  /\btype: ?ignore|\bnoqa\b|\b(?:pylint|mypy|pyright|ruff|flake8|isort|yapf|fmt|bandit|pyre|pytype|cython)\s?: ?|\bpragma\b|\bnosec\b|\bautopep8/i,
  /\bnolint\b|\bnosemgrep|\bclang-(?:format|tidy)|\bNOSONAR|\bcheckstyle\b|@formatter:|\bnoinspection\b|\bcspell:|\bspell-?checker/i,
  /\b(?:rubocop|standard|sorbet|steep|reek|phpcs|phpmd|swiftlint|swiftformat|ktlint|detekt|shellcheck|hadolint|tflint|tfsec|checkov|trivy|sqlfluff|luacheck|selene|stylua|credo|hlint|scalastyle|scalafmt|scalafix|wartremover)[-: ]/i,
  /@(?:phpstan|psalm|codeCoverage|codingStandards|SuppressWarnings|noflip|solidity)/,
  // Generators of clients, of documentation that a program answers with, of licences that a check asks for.
  /^\/\/\s?\+[a-z]|\bSPDX-|\bCopyright\b|@licen[cs]e|@(?:swagger|openapi|api\w*|Router|Summary|Success|Failure|Accept|Produce|Param|title|version)\b(?= )/,
  /\b(?:synthesis|synopsys|verilator|translate_o)|\brtl:|\bautoprefixer:|\bpurgecss|\brenovate:|\byaml-language-server|#cloud-config/,
  // Examples in comments that are run as tests.
  />>>|^\s*(?:\/\/[/!]|\/\*\*).*```|\bdoctest\b|\biex>|\$>|@deprecated|@internal\b/,
  /\b(?:NOLINT|CPPCHECK|cppcheck-suppress|fall-?through|fallthru|INLINE|LCOV_|GCOV|coverage)/i,
]

const BY_KIND: readonly { readonly of: RegExp; readonly reads: RegExp }[] = [
  // Types in comments of scripts are types: a checker reads them, and declarations are made of them.
  { of: /\.[cm]?jsx?$/i, reads: /@\w{1,20}\s{1,4}\{|@(?:typedef|template|import|callback|enum|type)\b/ },
  // Annotations of PHP stand in comments, and frameworks read them; so are types there.
  {
    of: /\.php$/i,
    reads:
      /@[A-Z]|@(?:var|param|return|dataProvider|group|covers|test|depends|method|property|mixin|template|before|after|throws)\b/,
  },
  { of: /\.go$/i, reads: /^\/\/(?:[a-z0-9]{1,20}:[a-z]|sys|nolint)|#(?:cgo|include|define)|@/ },
  { of: /\.[rR]$/, reads: /^#['*]\s*@/ },
  {
    of: /\.sql$/i,
    reads:
      /^--\s*(?:[+:@!]|(?:name|query|migrate|atlas|param|arg|include|up|down|liquibase|changeset|rollback|precondition|dialect|delimiter|block|statement)\b)|^\/\*[!+]|^\/\*\s*\[|\bgoose\b/i,
  },
  { of: /\.(?:hs|elm|lhs)$/i, reads: /^\{-[#@]|^--\s*(?:\$|>>>|prop>)/ },
  { of: /\.(?:scss|less|css)$/i, reads: /^\/\*[!#]/ },
  { of: /(?:^|\/)(?:Dockerfile|Containerfile)/i, reads: /^#\s*(?:syntax|escape|check)\s*=/i },
  { of: /(?:akefile|\.mk)$/, reads: /^##|@/ },
  {
    of: /\.(?:html?|xhtml|xml|vue|svelte|svg|xs[dl]t?|xaml|\w{1,3}proj|props|targets|resx|plist)$/i,
    reads:
      /^<!--\s*(?:[[#$!@]|\/?ko\b|(?:end)?build\b|(?:end)?inject\b|endbower|bower\b|ng-|svelte-|html-?validate|css\b|js\b|end)/i,
  },
  {
    of: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx)$/i,
    reads: /^\/[/*][*!]?\s*(?:GENERATED|@|\\)|\bQT_|\bi18n\b|TRANSLATORS|^\/\/[:=~%]/,
  },
  { of: /\.rs$/i, reads: /^(?:\/\/[/!]|\/\*[*!]).*(?:```|~~~|\n {4,})/s },
  { of: /\.(?:java|kt)$/i, reads: /@(?:hidden|hide|goal|requiresProject|parameter)\b|language=|\$NON-NLS/i },
  { of: /\.rb$/i, reads: /^#\s*(?::\w+:|@!|\(see)|@(?:rbs|sig)\b|^#:|^#\s*@?\w+:\s*\[/ },
  { of: /\.lua$/i, reads: /^#!|^---@|@(?:module|type)\b/ },
  {
    of: /\.(?:sh|bash|zsh)$/i,
    reads:
      /^#(?:SBATCH|PBS|\$|BSUB|!)|^#\s*(?:@|BEGIN|END|###|Provides|Required|Default|chkconfig|description)/,
  },
  {
    of: /\.(?:ps1|psm1)$/i,
    reads: /^#requires|^<#PSScriptInfo|^#\s*sig #|\.(?:SYNOPSIS|PARAMETER|DESCRIPTION|EXAMPLE)/i,
  },
  { of: /\.(?:ya?ml)$/i, reads: /^#\s*(?:@|yamllint|kics|language)/i },
]
