import type { RecordFlags } from '../record.js';
import { allowRawAcls, instant, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addRecord: AddCommand = (program, act) => {
  const command = program
    .command('record <path>')
    .summary('record what the policies of gateways read, to play releases on it')
    .description(
      'Records what the policies of a gateway file or a folder of them read, a JSON line an interval: from now on until it is stopped (Ctrl-C), or, with `--from`, of the past. The playground plays releases on it.',
    )
    .option('-o, --output <file>', 'a new file for the recording (default: standard output)')
    .option('--gateway <name>', 'one gateway of several')
    .option('--prometheus <url>', 'read from this Prometheus, whatever the files say')
    .option('--every <duration>', 'the time between two lines (default: 10s)')
    .option('--for <duration>', 'how long is recorded (default: until it is stopped)')
    .option('--from <time>', 'record the past from then: ISO 8601, or seconds since 1970', instant)
    .option('--to <time>', 'and until then (default: now)', instant)
    .option('--config <file>', 'the `kind: Runtime` that `lamia run` is told')
    .addOption(allowRawAcls())
    .action((path: string, flags: RecordFlags) =>
      act({ goesOn: true, json: false }, async (io) =>
        (await import('../record.js')).runRecord(path, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia record shop.yaml -o shop.jsonl',
    'lamia record gateways/ --gateway shop --every 15s --for 30m -o shop.jsonl',
    'lamia record shop.yaml --prometheus http://127.0.0.1:9090 --from 2026-01-31T12:00:00Z --for 2h -o shop.jsonl',
  );
};
