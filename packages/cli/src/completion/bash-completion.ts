/** The completion script for bash, from 4.0 on. It evaluates neither what was typed nor what is offered. */
export const BASH_COMPLETION = `# bash completion for kbt

__kbt_complete() {
    local line=\${COMP_LINE:0:COMP_POINT} words=() answers=() answer typed kept
    COMPREPLY=()
    case \${COMP_WORDS[COMP_CWORD]} in
        # An open quote: bash itself completes names of files.
        [\\'\\"]*) compopt -o default; return ;;
    esac

    # Without -r, a backslash makes the next character part of the word, and goes.
    read -a words <<< "$line"
    case $line in
        *\\\\[[:space:]]) ;;
        *[[:space:]]) words+=('') ;;
    esac
    typed=\${words[\${#words[@]}-1]}
    case $typed in
        -*=*) typed=\${typed#*=} ;;
    esac
    # Bash replaces what follows the last colon.
    kept=\${typed%"\${typed##*:}"}

    # The last line is an instruction to other shells.
    mapfile -t answers < <(kbt complete -- "\${words[@]:1}" 2>/dev/null)
    for answer in "\${answers[@]:0:\${#answers[@]}-1}"; do
        answer=\${answer%%$'\\t'*}
        case $answer in
            "$typed"*) answer=\${answer#"$kept"}; COMPREPLY+=("\${answer%/}") ;;
        esac
    done
    # Quotes what needs it, and ends a folder with a slash and no blank.
    compopt -o filenames
}

complete -F __kbt_complete kbt
`;
