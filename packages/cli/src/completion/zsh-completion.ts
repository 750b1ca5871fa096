/** The completion script for zsh: to be sourced, or to be put on `fpath` as `_kbt`. It evaluates nothing. */
export const ZSH_COMPLETION = `#compdef kbt
compdef _kbt kbt

# zsh completion for kbt

_kbt() {
    local -a answers folders plain described
    local answer value
    # (Q) takes the quotes off what was typed, without evaluating it.
    answers=("\${(@f)$(kbt complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
    compset -P '-*='
    # The last line is an instruction to other shells.
    for answer in "\${(@)answers[1,-2]}"; do
        value=\${answer%%$'\\t'*}
        case $answer in
            *$'\\t'?*) described+=("\${value//:/\\\\:}:\${answer#*$'\\t'}") ;;
            */ | */$'\\t') folders+=("$value") ;;
            *) plain+=("$value") ;;
        esac
    done
    # A folder is followed by no blank.
    (( $#folders )) && compadd -S '' -a folders
    (( $#plain )) && compadd -a plain
    (( $#described )) && _describe kbt described
}

# On fpath, the first call loads this file, and must answer as well.
if [ "\${funcstack[1]}" = "_kbt" ]; then
    _kbt
fi
`;
