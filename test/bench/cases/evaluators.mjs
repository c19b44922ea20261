import { compile, check, interpretDecision, snapshot } from '@lamia/lang';
import { expected, FOUNDING, INPUTS } from './inputs.mjs';

/**
 * Evaluators of the same decision. Each entry makes a pair: inputs in the form that the evaluator likes best, and a function
 * from one of them to its answer as a number.
 */
const BINDING = { versions: ['version1', 'version2'], baseline: 'version1', candidate: 'version2' };
const TERNARY = '(a2xx / aTotal) > (b2xx / bTotal) ? 1 : ((a2xx / aTotal) < (b2xx / bTotal) ? 2 : 0)';
const DOUBLES = TERNARY.replace(/\b([012])\b(?!\w)/g, '$1.0');
const LOGIC = {
  if: [{ '>': [ratio('a'), ratio('b')] }, 1, { if: [{ '<': [ratio('a'), ratio('b')] }, 2, 0] }],
};

function ratio(side) {
  return { '/': [{ var: `${side}2xx` }, { var: `${side}Total` }] };
}

function lamia(backend) {
  const { checked } = check(FOUNDING);
  const bound = compile(checked, { backend }).bind(BINDING);
  const metrics = { external_upstream_rq_2xx: '2xx', upstream_rq_total: 'Total' };
  const inputs = INPUTS.map((input) =>
    snapshot(
      checked.reads.map(({ version, metric }) => ({
        known: true,
        value: input[`${version.label === 'version1' ? 'a' : 'b'}${metrics[metric]}`],
      })),
    ),
  );
  return { checked, bound, inputs };
}

const answer = ({ result }) => (result === null ? 0 : result === 'version1' ? 1 : 2);

/** What a user of the evaluator gets to see is left as it is: turning it into a number is part of the check only. */
export const EVALUATORS = {
  'hand-written JavaScript': async () => ({ inputs: INPUTS, run: expected, answer: Number }),
  'lamia, generated code': async () => {
    const { bound, inputs } = lamia('generated');
    return { inputs, run: (input) => bound.decide(input), answer };
  },
  'lamia, generated code with trace': async () => {
    const { bound, inputs } = lamia('generated');
    return { inputs, run: (input) => bound.trace(input), answer: (trace) => answer(trace.decision) };
  },
  'lamia, closures': async () => {
    const { bound, inputs } = lamia('closures');
    return { inputs, run: (input) => bound.decide(input), answer };
  },
  'lamia, closures with trace': async () => {
    const { bound, inputs } = lamia('closures');
    return { inputs, run: (input) => bound.trace(input), answer: (trace) => answer(trace.decision) };
  },
  'lamia, reference interpreter': async () => {
    const { checked, inputs } = lamia('closures');
    return { inputs, run: (input) => interpretDecision(checked, input, BINDING), answer };
  },
  '@marcbachmann/cel-js': async () => {
    const { parse } = await import('@marcbachmann/cel-js');
    return { inputs: INPUTS, run: parse(DOUBLES), answer: Number };
  },
  '@bufbuild/cel': async () => {
    const { celEnv, parse, plan } = await import('@bufbuild/cel');
    return { inputs: INPUTS, run: plan(celEnv(), parse(DOUBLES)), answer: Number };
  },
  'json-logic-engine, compiled': async () => {
    const { LogicEngine } = await import('json-logic-engine');
    return { inputs: INPUTS, run: new LogicEngine().build(LOGIC), answer: Number };
  },
  'json-logic-engine, interpreted': async () => {
    const { LogicEngine } = await import('json-logic-engine');
    const engine = new LogicEngine();
    return { inputs: INPUTS, run: (input) => engine.run(LOGIC, input), answer: Number };
  },
  filtrex: async () => {
    const { compileExpression } = await import('filtrex');
    return {
      inputs: INPUTS,
      run: compileExpression(
        'if (a2xx / aTotal) > (b2xx / bTotal) then 1 else (if (a2xx / aTotal) < (b2xx / bTotal) then 2 else 0)',
      ),
      answer: Number,
    };
  },
  mathjs: async () => {
    const { compile: compileMath } = await import('mathjs');
    const code = compileMath(TERNARY);
    return { inputs: INPUTS, run: (input) => code.evaluate(input), answer: Number };
  },
  'expr-eval': async () => {
    const {
      default: { Parser },
    } = await import('expr-eval');
    const code = new Parser().parse(TERNARY);
    return { inputs: INPUTS, run: (input) => code.evaluate(input), answer: Number };
  },
  jexl: async () => {
    const { default: Jexl } = await import('jexl');
    const code = new Jexl.Jexl().compile(TERNARY);
    return { inputs: INPUTS, run: (input) => code.evalSync(input), answer: Number };
  },
  'cel-js': async () => {
    const { parse, evaluate } = await import('cel-js');
    // Integers only: it has no division of floats, so the same comparison is written with products.
    const { cst } = parse(
      '(a2xx * bTotal) > (b2xx * aTotal) ? 1 : ((a2xx * bTotal) < (b2xx * aTotal) ? 2 : 0)',
    );
    return { inputs: INPUTS, run: (input) => evaluate(cst, input), answer: Number };
  },
  jsonata: async () => {
    const { default: jsonata } = await import('jsonata');
    const code = jsonata(TERNARY);
    return { inputs: INPUTS, run: (input) => code.evaluate(input), answer: Number, isAsync: true };
  },
};
