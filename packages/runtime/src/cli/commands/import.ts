import { Argument, InvalidArgumentError } from 'commander';
import type { ImportFlags } from '../import.js';
import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addImport: AddCommand = (program, act) => {
  const command = program
    .command('import')
    .addArgument(new Argument('<system>', 'whose files they are').choices(['vamp']))
    .argument('<files...>', 'files of that system; - reads standard input')
    .summary('turn the gateways of classic Vamp into a gateway file')
    .description(
      'Writes gateways of classic Vamp, and the conditions in them, as a gateway file, and reports everything that it could not carry over.',
    )
    .option(
      '--address <route=host:port>',
      'where a route goes that names a service of a deployment; may be given several times',
      oneMore,
      new Map<string, string>(),
    )
    .option('--json', 'print one JSON document')
    .action((_system: 'vamp', files: readonly string[], flags: ImportFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../import.js')).runImport(files, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia import vamp gateway.yaml > shop.yaml',
    'lamia import vamp gateway.yaml --address shop/web/web:1.0.0=127.0.0.1:9001',
  );
};

function oneMore(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, route, address] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (route === undefined || address === undefined) {
    throw new InvalidArgumentError(
      'It is a route and an address, such as shop/web/web:1.0.0=127.0.0.1:9001.',
    );
  }
  return new Map([...before, [route, address]]);
}
