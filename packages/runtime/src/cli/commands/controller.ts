import { Option } from 'commander';
import { LOG_FORMS, LOG_LEVELS } from '../../observe/log-options.js';
import type { ControllerFlags } from '../controller.js';
import { httpAddress, nameList, shardCount, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addController: AddCommand = (program, act) => {
  const command = program
    .command('controller')
    .summary('run the releases of the Gateway resources of a Kubernetes cluster')
    .description(
      'Runs the releases that the Gateway resources of a cluster describe, and moves the weights of their route objects, until it is stopped. Replicas share the work.',
    )
    .option('--namespaces <names>', 'the namespaces that are looked at, with commas (all)', nameList)
    .option('--context <name>', 'of the kubeconfig, in place of its current one')
    .option(
      '--shards <n>',
      'parts that replicas share the gateways in; the same for all replicas',
      shardCount,
      16,
    )
    .option(
      '--listen <host:port>',
      'where probes and metrics are served; port 0 takes a free one',
      '127.0.0.1:0',
    )
    .option('--webhook-listen <host:port>', 'where the admission webhook is served')
    .option('--webhook-cert <file>', 'certificate of the admission webhook, with its chain (PEM)')
    .option('--webhook-key <file>', 'key of that certificate (PEM)')
    .option(
      '--prometheus <url>',
      'a Prometheus that gateways may read; may be given several times',
      httpAddress,
    )
    .option(
      '--configuration <file>',
      'what the controller itself is told, such as the webhooks of gates: a `kind: Runtime`',
    )
    .addOption(
      new Option('--log <form>', 'log everything that happens on standard error')
        .choices(LOG_FORMS)
        .default('json'),
    )
    .addOption(
      new Option('--log-level <level>', 'the least that is logged').choices(LOG_LEVELS).default('info'),
    )
    .action((flags: ControllerFlags) =>
      act({ goesOn: true, json: false }, async (io) =>
        (await import('../controller.js')).runController(flags, io),
      ),
    );
  withExamples(
    command,
    'lamia controller --prometheus http://prometheus.monitoring:9090',
    'lamia controller --namespaces team-a,team-b --shards 32 --listen 0.0.0.0:8080',
  );
};
