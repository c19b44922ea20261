import type { ExposeFlags } from '../expose.js';
import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addExpose: AddCommand = (program, act) => {
  const command = program
    .command('expose <application>')
    .summary('write what brings an application of a cluster its requests')
    .description(
      'Writes the Service of an application, by its label `app`, and an Ingress or what the Gateway API has for it. A Gateway of lamia takes the route over by `adopt`.',
    )
    .requiredOption('--port <port>', 'the port of the service')
    .option('--target-port <port>', 'the port of the pods, by number or name (default: that of the service)')
    .requiredOption('--host <host>', 'the host of the requests')
    .option(
      '--ingress-class <class>',
      'make an Ingress of this class (default: the one that the cluster takes)',
    )
    .option('--gateway <name[/namespace]>', 'make an HTTPRoute on this Gateway of the Gateway API')
    .option('--listener <name>', 'the listener of that Gateway (default: all)')
    .option(
      '--gateway-class <class>',
      'make a Gateway of this class with a listener for the host, and the HTTPRoute',
    )
    .option('--namespace <namespace>', 'where the application is (default: where the objects are applied)')
    .option('--apply', 'apply the objects instead of printing them, all or none')
    .option(
      '--context <context>',
      'the context of the kubeconfig by which they are applied (default: its current one)',
    )
    .option('--json', 'print one JSON document')
    .action((application: string, flags: ExposeFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../expose.js')).runExpose(application, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia expose shop --port 80 --target-port 8080 --host shop.example | kubectl apply -f -',
    'lamia expose shop --port 80 --host shop.example --gateway public/infra --namespace shop',
    'lamia expose shop --port 80 --host shop.example --gateway-class istio --apply',
  );
};
