/** Programs that read no configuration of a repository that could change what a check says. */
const PLAIN = new Set(
  `[ [[ alias apk apt apt-get aptitude arch awk base64 basename bc brew bunzip2 bzip2 cat chgrp chmod choco chown cksum clear cmp comm
  conda cp curl cut date dd declare df diff dirname dnf docker-credential du echo egrep exit expand export expr factor false fg fgrep file find fmt fold free
  gawk gh getent getopts gpg grep groups gsed gunzip gzip hash head hostname iconv id ifconfig install ip jobs join jq kill killall ldd let ln local
  locale locale-gen localectl logger ls lscpu lsb_release lsof md5sum mkdir mkfifo mktemp more mount mv nc netstat nproc
  openssl pacman paste patch ping pkg port printenv printf ps pwd read readlink readonly realpath reset return rev rm rmdir rsync scp screen sed select
  sed seq service set sha1sum sha256sum sha512sum shift shopt shuf sleep snap sort split ssh stat strings sudo sum swapoff swapon sync sysctl
  systemctl tac tail tar tee test times top touch tput tr trap true truncate tty type typeset tzset ulimit umask umount uname unexpand uniq unlink
  unset unzip update-alternatives uptime vcpkg wait wc wget which who whoami winget xxd yes yum zip zcat zypper zstd xz 7z ld
  add-apt-repository apt-key dpkg rpm rustup rustc-version nvm n fnm volta corepack pyenv-install rbenv sdk gem pip pip3 pipx virtualenv
  codecov coveralls act git hub svn hg open xcode-select xcrun sw_vers defaults security launchctl softwareupdate
  emulate setopt unsetopt autoload zmodload print zparseopts compinit bindkey zstyle complete compgen shopt main usage
  rimraf premove del del-cli shx mkdirp cpx cpy cpr ncp copyfiles move-cli trash open-cli cowsay figlet is-ci wait-on wait-port kill-port pkg-pr-new
  husky simple-git-hooks all-contributors only-allow npm-check-updates taze bumpp np release-it semantic-release changeset auto-changelog conventional-changelog
  Set-Content Get-Content Write-Output Write-Host New-Item Remove-Item Copy-Item Move-Item Invoke-WebRequest Expand-Archive Get-ChildItem
  ldconfig modprobe udevadm aws gcloud az kubectl helm terraform psql mysql redis-cli mongo mongosh pg_isready initdb createdb
  localedef dircolors stty sponge column tree watch nl od hexdump xdg-open start-stop-daemon nm objdump readelf size strip ar ranlib file`.split(
    /\s+/,
  ),
)

export function isPlain(program: string): boolean {
  return PLAIN.has(program) || /^(:|\{|\}|_)$/.test(program)
}
