/**
 * The program behind every hook command: a small client of the agent, as Juju's own are. It finds the
 * agent by the variable `SIMULATOR_AGENT`, since Bash reaches no unix socket.
 *
 * Bash alone, since any other interpreter takes longer to start than a hook command may take.
 * It sends NUL-terminated fields: context id, working directory, command, number of arguments,
 * arguments. Newlines in them are escaped, see {@link decodeField}. The agent answers in lines:
 *
 * - `stdin FILE`: it wants the standard input, which comes as a field `i` and one more if it is
 *   short, and else through the file and a field `f`;
 * - `exit STATUS ERRORS MODE END`: the command has ended. As many lines of stderr follow, the last
 *   without its newline if END is `open`, then stdout: one line for the mode `inline`, everything up
 *   to the end for `stream`, nothing for `none`.
 * - `kill`: the command is to die by a signal. One that is to hang gets no answer.
 */
export function clientScript(programs: { readonly bash: string; readonly cat: string }): string {
  return `#!${programs.bash}
LC_ALL=C
fail() { printf 'ERROR %s\\n' "$1" >&2; exit 1; }
[[ -n $JUJU_CONTEXT_ID ]] || fail 'JUJU_CONTEXT_ID not set'
address=$SIMULATOR_AGENT
[[ -n $address ]] || fail 'SIMULATOR_AGENT not set'
exec 3<>"/dev/tcp/\${address%:*}/\${address##*:}" || fail "dial tcp $address: connection refused"
args=("\${@//$'\\1'/$'\\1a'}")
printf '%s\\0' "$JUJU_CONTEXT_ID" "\${PWD//$'\\n'/$'\\1b'}" "\${0##*/}" "$#" "\${args[@]//$'\\n'/$'\\1b'}" >&3
while IFS=' ' read -r -u 3 verb first second third fourth; do
  case $verb in
    stdin)
      if IFS= read -r -d '' -n 1024 data; then
        # There is more, or a NUL, at which bash stops reading.
        { printf '%s' "$data"; [[ \${#data} -eq 1024 ]] || printf '\\0'; ${programs.cat}; } >"$first"
        printf 'f\\0' >&3
      else
        data=\${data//$'\\1'/$'\\1a'}
        printf 'i\\0%s\\0' "\${data//$'\\n'/$'\\1b'}" >&3
      fi ;;
    exit)
      while (( second-- > 0 )); do
        IFS= read -r -u 3 line
        if [[ $fourth == open && second -eq 0 ]]; then printf '%s' "$line" >&2
        else printf '%s\\n' "$line" >&2; fi
      done
      case $third in
        inline) IFS= read -r -u 3 line; printf '%s\\n' "$line" ;;
        stream) exec ${programs.cat} <&3 ;;
      esac
      exit "$first" ;;
    kill) kill -KILL $$ ;;
  esac
done
fail 'connection is shut down'
`;
}

/**
 * A field as it was before the client escaped its newlines.
 *
 * Bash writes line by line, and after the first line TCP holds back the rest until the other side
 * has confirmed it, which takes ten times as long as all else.
 */
export function decodeField(field: Buffer): Buffer {
  if (!field.includes(1)) return field;
  const decoded = field.toString('latin1').replaceAll('\x01b', '\n').replaceAll('\x01a', '\x01');
  return Buffer.from(decoded, 'latin1');
}
