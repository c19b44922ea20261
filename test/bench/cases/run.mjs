/** Measures one case in a process of its own and prints `{name, nanoseconds}`; the median of mitata's samples. */
import { measure } from 'mitata';
import { EVALUATORS } from './evaluators.mjs';
import { FRONT_END } from './front-end.mjs';
import { expected, INPUTS, ROTATION } from './inputs.mjs';

const name = process.argv[2];

async function prepare() {
  const frontEnd = FRONT_END[name];
  if (frontEnd !== undefined) return frontEnd;
  const { inputs, run, answer, isAsync } = await EVALUATORS[name]();
  for (const [index, input] of inputs.entries()) {
    const given = answer(await run(input));
    if (given !== expected(INPUTS[index])) throw new Error(`${name} answers ${given} to input ${index}`);
  }
  let next = 0;
  const rotate = () => inputs[(next = (next + 1) % ROTATION)];
  return isAsync ? async () => await run(rotate()) : () => run(rotate());
}

// A runtime or an editor that has been up for a while: the engine has compiled what is used often.
const WARM = 5_000;

const run = await prepare();
for (let count = 0; count < WARM; count += 1) await run();
const { p50 } = await measure(run, { min_cpu_time: 500e6 });
console.log(JSON.stringify({ name, nanoseconds: p50 }));
