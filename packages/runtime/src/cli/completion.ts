import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What there is to complete of one command. */
interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    readonly flag: string;
    readonly about: string;
    readonly choices: readonly string[];
  }[];
}

/** A script by which a shell completes commands, their options and file names. */
export function completionScript(shell: Shell, program: Command): string {
  const commands = program.commands.map((command): Completed => {
    const options = command.options.map(({ long, description, argChoices }) => ({
      flag: long ?? '',
      about: description,
      choices: argChoices ?? [],
    }));
    return {
      name: command.name(),
      summary: command.summary(),
      options: [
        ...options.filter(({ flag }) => flag !== ''),
        { flag: '--help', about: 'show help', choices: [] },
      ],
    };
  });
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return zsh(commands);
    case 'fish':
      return fish(commands);
  }
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.flatMap(({ name, options }) => [
    ...options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flag, choices }) => `    ${name}:${flag}) words='${choices.join(' ')}' ;;`),
    `    ${name}:*) case $current in -*) words='${options.map(({ flag }) => flag).join(' ')}' ;; esac ;;`,
  ]);
  return `_lamia() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}:$previous" in
${cases.join('\n')}
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o default -F _lamia lamia
`;
}

function zsh(commands: readonly Completed[]): string {
  const names = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options }) => {
    const specs = options.map(({ flag, about, choices }) => {
      const values = choices.length === 0 ? '' : `:value:(${choices.join(' ')})`;
      return quoted(`${flag}[${about.replaceAll(/[[\]:]/g, ' ')}]${values}`);
    });
    return `    ${name}) _arguments ${specs.join(' ')} '*:file:_files' ;;`;
  });
  return `#compdef lamia
_lamia() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _lamia ]; then _lamia "$@"; else compdef _lamia lamia; fi
`;
}

function fish(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c lamia -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...options.map(({ flag, about, choices }) => {
      const values = choices.length === 0 ? '' : ` -x -a ${quoted(choices.join(' '))}`;
      return `complete -c lamia -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)} -d ${quoted(about)}${values}`;
    }),
  ]);
  return `${lines.join('\n')}\n`;
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
