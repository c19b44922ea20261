import type { Command } from 'commander';

/** What every command has that asks a running Lamia. */
export function clientOptions(command: Command): Command {
  return command
    .option('--url <url>', 'where the runtime is (default: `LAMIA_URL`); a token is read from `LAMIA_TOKEN`')
    .option('--namespace <name>', 'the namespace of the gateway');
}
