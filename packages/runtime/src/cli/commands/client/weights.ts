import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

interface WeightsFlags extends ClientFlags {
  readonly route: string;
  readonly to: string;
}

export const addWeights: AddCommand = (program, act) => {
  const command = clientOptions(program.command('weights <gateway>'))
    .summary('give a route other weights')
    .description('Gives a route other weights; refused while a release is active, unless it is paused.')
    .option('--route <name>', 'whose weights', 'default')
    .requiredOption('--to <shares>', 'the weights, such as v1=20,v2=80')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: WeightsFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) => {
        const { parseShares } = await import('../../compile/shares.js');
        const shares = parseShares('--to', flags.to);
        const weights = Object.fromEntries(shares.map(({ version, weight }) => [version, weight / 100]));
        const body = { route: flags.route, weights };
        return (await import('../../client/act.js')).runAct('setGatewayWeights', name, body, flags, io);
      }),
    );
  withExamples(
    command,
    'lamia weights shop --to v1=20,v2=80',
    'lamia weights shop --route chrome --to v1=0,v2=100',
  );
};
