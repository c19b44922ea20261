import { Option } from 'commander';
import { LOG_FORMS, LOG_LEVELS } from '../../observe/log-options.js';
import type { RunFlags } from '../run.js';
import { allowRawAcls, releaseCount, statePath, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const DEFAULT_STATE = '.lamia/state.db';

export const addRun: AddCommand = (program, act) => {
  const command = program
    .command('run <path>')
    .summary('run the releases of a gateway file or a folder of them')
    .description(
      'Serves the gateways of a file or folder and runs their releases until it is stopped (SIGTERM, Ctrl-C); started again, it goes on where it was.',
    )
    .option('--state <file>', 'where the state of the releases is kept', statePath, DEFAULT_STATE)
    .option('--config <file>', 'what the runtime itself is told, such as whom to notify: a `kind: Runtime`')
    .option(
      '--max-releases <n>',
      'how many releases are under way at once; others wait (any number, or what `--config` says)',
      releaseCount,
    )
    .option(
      '--listen <host:port>',
      'where API and console are served; port 0 takes a free one',
      '127.0.0.1:0',
    )
    .option('--tokens <file>', 'who may use the API: a line `NAME ROLE sha256:HEX` for each token')
    .option('--tls-cert <file>', 'certificate of the API, with its chain (PEM)')
    .option('--tls-key <file>', 'key of the certificate (PEM)')
    .option('--plain-http', 'let tokens travel unencrypted, where something in front ends TLS')
    .option('--allow-host <name...>', 'host names that the API answers for beside its own address')
    .option('--dry-run', 'decide and tell, but touch neither a data plane nor the state')
    .addOption(allowRawAcls())
    .option('--json', 'print one JSON object a line')
    .addOption(
      new Option('--log <form>', 'log everything that happens on standard error')
        .choices(LOG_FORMS)
        .default('none'),
    )
    .addOption(
      new Option('--log-level <level>', 'the least that is logged').choices(LOG_LEVELS).default('info'),
    )
    .action((path: string, flags: RunFlags) =>
      act({ goesOn: true, json: flags.json ?? false }, async (io) =>
        (await import('../run.js')).runRun(path, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia run shop.yaml',
    'lamia run gateways/ --state /var/lib/lamia/state.db --listen 127.0.0.1:8090',
    'lamia run gateways/ --listen 0.0.0.0:8443 --tokens tokens --tls-cert cert.pem --tls-key key.pem --allow-host lamia.example',
  );
};
