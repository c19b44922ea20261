import type { DemoFlags } from '../../demo/options.js';
import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addDemo: AddCommand = (program, act) => {
  const command = program
    .command('demo')
    .summary('watch an expression decide a release on this machine')
    .description(
      'Starts two services, a gateway in front of them and a bounded load, and lets an expression decide which version gets the traffic. Exits 0 when the candidate was promoted, 4 when it was rolled back, 5 when the release was held.',
    )
    .option('--target <target>', 'the data plane: embedded or haproxy (default: embedded)')
    .option('--source <source>', 'where metrics come from: scrape or prometheus (default: scrape)')
    .option('--interval <duration>', 'how often the policy is asked (default: 2s)')
    .option('--step <share>', 'what the favoured version gains at a time (default: 10%)')
    .option('--baseline-errors <share>', 'requests that version1 fails (default: 4%)')
    .option('--candidate-errors <share>', 'requests that version2 fails (default: 0%)')
    .option('--candidate-latency <duration>', 'how long version2 takes to answer (default: 0ms)')
    .option('--no-traffic', 'send no requests: the release holds, having no data')
    .option('--listen <host:port>', 'where the console is served (default: a free port)')
    .option('--json', 'print one JSON object a line')
    .action((flags: DemoFlags) =>
      act({ goesOn: true, json: flags.json ?? false }, async (io) =>
        (await import('../demo.js')).runDemoCommand(flags, io),
      ),
    );
  withExamples(
    command,
    'lamia demo',
    'lamia demo --candidate-errors 30%',
    'lamia demo --no-traffic',
    'lamia demo --target haproxy --source prometheus',
  );
};
