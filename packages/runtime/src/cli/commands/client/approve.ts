import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

interface ApproveFlags extends ClientFlags {
  readonly gate?: string;
  readonly refuse?: boolean;
}

export const addApprove: AddCommand = (program, act) => {
  const command = clientOptions(program.command('approve <gateway>'))
    .summary('answer the gate that a release waits at')
    .description('Answers the gate that a release waits at.')
    .option('--gate <name>', 'which gate, where several wait')
    .option('--refuse', 'answer no')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: ApproveFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) => {
        const { gate, refuse = false } = flags;
        const body = { ...(gate !== undefined && { gate }), approved: !refuse };
        return (await import('../../client/act.js')).runAct('approveGateway', name, body, flags, io);
      }),
    );
  withExamples(command, 'lamia approve shop', 'lamia approve shop --gate half --refuse');
};
