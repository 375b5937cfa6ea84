import type { Tool } from './tool.ts'

/** https://go.dev/ref/mod#workspaces · https://golangci-lint.run/docs/configuration/file · https://staticcheck.dev/docs/configuration */
const GO: readonly Tool[] = [
  {
    names: 'go gofmt goimports gofumpt gotestsum ginkgo richgo govulncheck',
    loads: '.gotestsum.yml',
    with: ['go'],
  },
  {
    names: 'golangci-lint',
    anywhere: '*.go#nolint',
    reads: '.golangci.yml .golangci.yaml .golangci.toml .golangci.json .custom-gcl.*',
    with: ['go'],
  },
  {
    names: 'staticcheck revive gosec errcheck golint gocyclo',
    reads: 'staticcheck.conf revive.toml .revive.toml .gosec.json .errcheck_excludes.txt',
    with: ['go'],
  },
  {
    names: 'mockery buf goreleaser',
    reads: '.mockery.* mockery.* buf.yaml buf.gen.yaml buf.work.yaml .goreleaser.*',
    with: ['go'],
  },
]

/** https://magefile.org · https://docs.earthly.dev · https://www.jetify.com/devbox · https://nix.dev */
const TASKS: readonly Tool[] = [
  { names: 'mage', reads: 'magefile.go', loads: 'magefiles/**', with: ['go'] },
  { names: 'earthly', reads: 'Earthfile .earthlyignore' },
  { names: 'dagger', reads: 'dagger.json .dagger/**' },
  { names: 'devbox', reads: 'devbox.json devbox.lock' },
  { names: 'nix nix-shell nix-build', reads: 'flake.nix default.nix shell.nix' },
  { names: 'moon', reads: '.moon/** moon.yml' },
  { names: 'rush rushx', reads: 'rush.json common/config/**' },
]

/** https://doc.rust-lang.org/cargo/reference/config.html · https://doc.rust-lang.org/clippy/configuration.html · https://nexte.st/docs/configuration */
const RUST: readonly Tool[] = [
  {
    names: 'cargo cross rustc',
    reads: 'clippy.toml .clippy.toml rustfmt.toml .rustfmt.toml',
    with: ['rust'],
  },
  { names: 'rustfmt', reads: 'rustfmt.toml .rustfmt.toml', with: ['rust'] },
  { names: 'cargo-clippy clippy-driver', reads: 'clippy.toml .clippy.toml', with: ['rust'] },
  { names: 'cargo-nextest nextest', reads: '.config/nextest.toml', with: ['rust'] },
  {
    names: 'cargo-deny cargo-audit cargo-vet cargo-machete cargo-udeps cargo-hack',
    reads: 'deny.toml .cargo/audit.toml supply-chain/config.toml audit.toml',
    with: ['rust'],
  },
  { names: 'cargo-tarpaulin cargo-llvm-cov grcov', reads: 'tarpaulin.toml .tarpaulin.toml', with: ['rust'] },
  { names: 'cargo-make makers', reads: 'Makefile.toml', with: ['rust'] },
  { names: 'cargo-insta trybuild', reads: 'insta.yaml .config/insta.yaml .insta.yaml', with: ['rust'] },
  { names: 'taplo', reads: 'taplo.toml .taplo.toml', with: ['rust'] },
]

/** https://maven.apache.org/configure.html · https://docs.gradle.org/current/userguide/build_environment.html · https://junit.org/junit5/docs/current/user-guide/#running-tests-config-params */
const JVM: readonly Tool[] = [
  { names: 'mvn mvnw mvnd', with: ['maven'] },
  { names: 'gradle gradlew', with: ['gradle'] },
  { names: 'ant', reads: 'build.xml build.properties', with: ['maven'] },
  {
    names: 'sbt mill',
    reads:
      'build.sbt build.sc build.mill .sbtopts .jvmopts project/*.sbt project/*.scala project/build.properties .scalafmt.conf .scalafix.conf',
    with: [],
  },
  { names: 'ktlint', reads: '.editorconfig .ktlint*', with: ['kotlin'] },
  { names: 'detekt', reads: 'detekt.yml detekt.yaml config/detekt/** detekt-baseline.xml', with: ['kotlin'] },
  {
    names: 'checkstyle pmd spotbugs google-java-format java javac kotlinc kotlin',
    reads:
      'checkstyle*.xml pmd*.xml ruleset*.xml spotbugs*.xml findbugs*.xml config/checkstyle/** config/pmd/** config/spotbugs/** lombok.config',
    with: ['kotlin'],
  },
]

/** https://cmake.org/cmake/help/latest/manual/cmake-presets.7.html · https://clang.llvm.org/extra/clang-tidy · https://mesonbuild.com/Machine-files.html · https://bazel.build/run/bazelrc */
const C: readonly Tool[] = [
  {
    names: 'cmake ctest cpack',
    reads: 'CTestConfig.cmake CTestCustom.cmake CTestCustom.ctest',
    with: ['cmake'],
  },
  { names: 'clang-tidy run-clang-tidy', reads: '.clang-tidy' },
  { names: 'clang-format git-clang-format', reads: '.clang-format _clang-format .clang-format-ignore' },
  {
    names: 'cppcheck cpplint iwyu include-what-you-use',
    reads: 'CPPLINT.cfg .cppcheck *.imp cppcheck-suppressions.txt suppressions.txt',
  },
  { names: 'gcc g++ cc c++ clang clang++ cl icc tcc', reads: 'compile_flags.txt' },
  { names: 'meson ninja samu', reads: 'meson.build#!sources meson_options.txt meson.options meson.ini' },
  {
    names: 'bazel bazelisk',
    reads: '.bazelrc .bazelversion .bazelignore tools/bazel WORKSPACE WORKSPACE.bazel',
  },
  {
    names: 'conan vcpkg xmake scons',
    reads: 'conanfile.txt#generators,options conan.conf SConstruct xmake.lua',
  },
  { names: 'gcov lcov gcovr valgrind', reads: 'gcovr.cfg gcovr.toml .lcovrc lcovrc .valgrindrc *.supp' },
  { names: 'autoreconf automake configure autoconf', reads: 'configure configure.ac autogen.sh' },
  { names: 'ceedling', reads: 'project.yml ceedling.yml' },
  { names: 'zig', reads: 'build.zig' },
]

/** https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory · https://learn.microsoft.com/dotnet/core/tools/global-json */
const DOTNET: readonly Tool[] = [
  { names: 'dotnet msbuild vstest.console xunit.console nunit3-console', with: ['dotnet'] },
  {
    names: 'csharpier dotnet-format stylecop',
    reads: '.csharpierrc .csharpierrc.* .csharpierignore stylecop.json *.ruleset',
    with: ['dotnet'],
  },
  { names: 'nuke cake dotnet-cake', reads: 'build.cake .nuke/**', with: ['dotnet'] },
]

export const COMPILED_TOOLS: readonly Tool[] = [...GO, ...TASKS, ...RUST, ...JVM, ...C, ...DOTNET]
