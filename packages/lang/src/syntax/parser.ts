import { CstParser, EOF, tokenMatcher, type TokenType } from 'chevrotain';
import { ErrorMessages } from './error-messages.js';
import * as t from './lexer/tokens.js';

/** Tokens that go on with a predicate after a simple field; after any other token the word is a plain name. */
const PREDICATE_CONTINUES: readonly TokenType[] = [
  t.In,
  t.PresentTest,
  t.Not,
  t.NotEqual,
  t.Bang,
  t.MatchOperator,
];
const FIELD_NAMES: readonly TokenType[] = [t.StringText, t.FieldName, t.Colon];

/** What messages say where a field's test does not fit. */
export const EXPECTED_TEST = 'a test such as `exact`, `prefix`, `contains`, `regex`, `in` or `present`';
/** The same for the text after a test's operator. */
export const EXPECTED_TEXT = 'a text in quotes';

/**
 * The grammar. It keeps the tree of the text as Chevrotain builds it, errors mended; `build-ast.ts` turns that into the
 * syntax tree. Rule names are those of the published grammar (`grammar/lamia.ebnf`).
 */
export class LamiaParser extends CstParser {
  constructor(
    readonly messages = new ErrorMessages(),
    options: { readonly validate: boolean } = { validate: false },
  ) {
    super([...t.VOCABULARY], {
      recoveryEnabled: true,
      maxLookahead: 2,
      nodeLocationTracking: 'none',
      errorMessageProvider: messages,
      // The grammar is fixed; one test runs the validations that would otherwise cost every start.
      skipValidations: !options.validate,
    });
    this.performSelfAnalysis();
    this.recoverAtStatements();
  }

  /**
   * After a broken statement the next statement is looked for. Chevrotain would also stop at an operand, since the program may
   * end in an expression, and so leave whatever block it is in at nearly any word.
   */
  private recoverAtStatements(): void {
    // Chevrotain has no option for this; its table is set by `performSelfAnalysis` and not part of its types.
    const { resyncFollows } = this as unknown as { readonly resyncFollows: Record<string, TokenType[]> };
    resyncFollows['statement0_~IN~_program'] = [t.Let, t.Result, t.If];
  }

  /**
   * Keeps the parts of every node in a plain object. Chevrotain makes one without a prototype, a hash table of its own, which for the
   * thousands of nodes of a text is a seventh of what an analysis takes of memory. Rules and tokens are named by this grammar: none has
   * the name of something that all objects have.
   */
  cstInvocationStateUpdate(name: string): void {
    // Chevrotain's own method and stack are not part of its types.
    const { CST_STACK } = this as unknown as { readonly CST_STACK: { name: string; children: object }[] };
    CST_STACK.push({ name, children: {} });
  }

  /** Made once; a list of its own for every operand of a text would take a tenth of its parse. */
  private readonly operands = {
    ERR_MSG: 'an operand',
    // So that a `user-agent` without its test is a predicate, in which the test is missing.
    MAX_LOOKAHEAD: 1,
    // Which of predicate, call and name a soft word begins is decided by the gates, two or three tokens ahead.
    IGNORE_AMBIGUITIES: true,
    DEF: [
      { GATE: () => this.beginsPredicate(), ALT: () => this.SUBRULE(this.predicate) },
      { ALT: () => this.CONSUME(t.RawAclText) },
      { ALT: () => this.CONSUME(t.NumberText) },
      { ALT: () => this.CONSUME(t.StringText) },
      { ALT: () => this.CONSUME(t.Nil) },
      { ALT: () => this.CONSUME(t.True) },
      { ALT: () => this.CONSUME(t.False) },
      { ALT: () => this.CONSUME(t.Result) },
      { ALT: () => this.SUBRULE(this.metricRead) },
      { ALT: () => this.SUBRULE(this.promqlRead) },
      { GATE: () => this.LA(2).tokenType === t.LeftParenthesis, ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.namedRead) },
      { ALT: () => this.SUBRULE(this.parenthesis) },
    ],
  };

  /** What may follow the first part of an operator's rule, made once as well. */
  private readonly more = {
    disjunction: () => {
      this.CONSUME(t.OrOperator);
      this.SUBRULE1(this.conjunction);
    },
    conjunction: () => {
      this.CONSUME(t.AndOperator);
      this.SUBRULE1(this.negation);
    },
    negation: () => {
      this.CONSUME(t.NotOperator);
    },
    comparison: () => {
      this.CONSUME(t.ComparisonOperator);
      this.SUBRULE1(this.fallback);
    },
    fallback: () => {
      this.CONSUME(t.Fallback);
      this.SUBRULE1(this.sum);
    },
    sum: () => {
      this.CONSUME(t.AdditiveOperator);
      this.SUBRULE1(this.product);
    },
    product: () => {
      this.CONSUME(t.MultiplicativeOperator);
      this.SUBRULE1(this.unary);
    },
    unary: () => {
      this.CONSUME(t.Minus);
    },
  };

  readonly program = this.RULE('program', () => {
    this.MANY({ GATE: () => this.beginsStatement(), DEF: () => this.SUBRULE(this.statement) });
    this.OPTION(() => {
      this.SUBRULE(this.expression);
      this.OPTION1(() => this.CONSUME(t.Semicolon));
    });
  });

  private readonly statement = this.RULE('statement', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.letStatement) },
      { ALT: () => this.SUBRULE(this.assignStatement) },
      { ALT: () => this.SUBRULE(this.ifStatement) },
    ]);
  });

  private readonly letStatement = this.RULE('letStatement', () => {
    this.CONSUME(t.Let);
    this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression);
    this.CONSUME(t.Semicolon);
  });

  private readonly assignStatement = this.RULE('assignStatement', () => {
    this.CONSUME(t.Result);
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression);
    this.CONSUME(t.Semicolon);
  });

  private readonly ifStatement = this.RULE('ifStatement', () => {
    this.SUBRULE(this.branch);
    this.MANY({
      GATE: () => this.LA(2).tokenType === t.If,
      DEF: () => {
        this.CONSUME(t.Else);
        this.SUBRULE1(this.branch);
      },
    });
    this.OPTION(() => {
      this.CONSUME1(t.Else);
      this.SUBRULE(this.block);
    });
  });

  private readonly branch = this.RULE('branch', () => {
    this.CONSUME(t.If);
    this.CONSUME(t.LeftParenthesis);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightParenthesis);
    this.SUBRULE(this.block);
  });

  private readonly block = this.RULE('block', () => {
    this.CONSUME(t.LeftBrace);
    this.MANY({ GATE: () => !this.isFinalResult(), DEF: () => this.SUBRULE(this.statement) });
    this.CONSUME(t.RightBrace);
  });

  readonly expression = this.RULE('expression', () => this.SUBRULE(this.disjunction));

  private readonly disjunction = this.RULE('disjunction', () => {
    this.SUBRULE(this.conjunction);
    this.MANY(this.more.disjunction);
  });

  private readonly conjunction = this.RULE('conjunction', () => {
    this.SUBRULE(this.negation);
    this.MANY(this.more.conjunction);
  });

  private readonly negation = this.RULE('negation', () => {
    this.MANY(this.more.negation);
    this.SUBRULE(this.comparison);
  });

  /** Chains are accepted here so that the builder can say what was probably meant. */
  private readonly comparison = this.RULE('comparison', () => {
    this.SUBRULE(this.fallback);
    this.MANY(this.more.comparison);
  });

  /** Sums beside `??` are accepted here so that the builder can show both readings. */
  private readonly fallback = this.RULE('fallback', () => {
    this.SUBRULE(this.sum);
    this.MANY(this.more.fallback);
  });

  private readonly sum = this.RULE('sum', () => {
    this.SUBRULE(this.product);
    this.MANY(this.more.sum);
  });

  private readonly product = this.RULE('product', () => {
    this.SUBRULE(this.unary);
    this.MANY(this.more.product);
  });

  private readonly unary = this.RULE('unary', () => {
    this.MANY(this.more.unary);
    this.SUBRULE(this.primary);
  });

  private readonly primary = this.RULE('primary', () => {
    this.OR(this.operands);
  });

  private readonly parenthesis = this.RULE('parenthesis', () => {
    this.CONSUME(t.LeftParenthesis);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightParenthesis);
  });

  private readonly call = this.RULE('call', () => {
    this.CONSUME(t.Name);
    this.CONSUME(t.LeftParenthesis);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RightParenthesis);
  });

  private readonly namedRead = this.RULE('namedRead', () => {
    this.CONSUME(t.Name);
    this.SUBRULE(this.readSuffix);
  });

  private readonly metricRead = this.RULE('metricRead', () => {
    this.CONSUME(t.Metric);
    this.SUBRULE(this.label);
    this.OPTION(() => {
      this.CONSUME(t.NumberText);
      this.SUBRULE1(this.label);
    });
    this.SUBRULE2(this.label);
    this.SUBRULE(this.readSuffix);
  });

  private readonly promqlRead = this.RULE('promqlRead', () => {
    this.CONSUME(t.Promql);
    this.CONSUME(t.StringText);
    this.OPTION(() => {
      this.CONSUME(t.As);
      this.SUBRULE(this.label);
    });
    this.SUBRULE(this.readSuffix);
  });

  private readonly labels = {
    ERR_MSG: 'a name or a string',
    DEF: [{ ALT: () => this.CONSUME(t.StringText) }, { ALT: () => this.CONSUME(t.Name) }],
  };

  /** A version's, metric's or unit's name: quoted, or a plain word. */
  private readonly label = this.RULE('label', () => {
    this.OR(this.labels);
  });

  private readonly suffixes = {
    statistic: () => {
      this.CONSUME(t.Dot);
      this.CONSUME(t.LabelWord);
    },
    selector: { GATE: () => this.beginsSelector(), DEF: () => this.SUBRULE(this.selector) },
    over: () => {
      this.CONSUME(t.Over);
      this.CONSUME(t.NumberText);
    },
    offset: () => {
      this.CONSUME(t.Offset);
      this.CONSUME1(t.NumberText);
    },
  };

  private readonly readSuffix = this.RULE('readSuffix', () => {
    this.OPTION(this.suffixes.statistic);
    this.OPTION1(this.suffixes.selector);
    this.OPTION2(this.suffixes.over);
    this.OPTION3(this.suffixes.offset);
  });

  private readonly selector = this.RULE('selector', () => {
    this.CONSUME(t.LeftBrace);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.matcher) });
    this.CONSUME(t.RightBrace);
  });

  private readonly matcher = this.RULE('matcher', () => {
    this.CONSUME(t.LabelWord);
    this.CONSUME(t.LabelOperator);
    this.CONSUME(t.StringText);
  });

  private readonly predicate = this.RULE('predicate', () => {
    this.OR([
      {
        ALT: () => {
          this.SUBRULE(this.field);
          this.SUBRULE(this.match);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.PresenceWord);
          this.SUBRULE(this.namedField);
        },
      },
    ]);
  });

  private readonly field = this.RULE('field', () => {
    this.OR([{ ALT: () => this.CONSUME(t.SimpleField) }, { ALT: () => this.SUBRULE(this.namedField) }]);
  });

  private readonly namedField = this.RULE('namedField', () => {
    this.CONSUME(t.NamedField);
    this.OPTION(() => this.CONSUME(t.Colon));
    this.OR({
      ERR_MSG: "the field's name",
      DEF: [{ ALT: () => this.CONSUME(t.StringText) }, { ALT: () => this.CONSUME(t.FieldName) }],
    });
  });

  private readonly match = this.RULE('match', () => {
    this.OR({
      ERR_MSG: EXPECTED_TEST,
      DEF: [
        { ALT: () => this.SUBRULE(this.test) },
        {
          ALT: () => {
            this.CONSUME(t.NotEqual);
            this.SUBRULE(this.text);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Bang);
            this.SUBRULE1(this.text);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Not);
            this.OR1({
              ERR_MSG: 'a test or a text',
              DEF: [{ ALT: () => this.SUBRULE1(this.test) }, { ALT: () => this.SUBRULE2(this.text) }],
            });
          },
        },
      ],
    });
    this.OPTION(() => {
      this.CONSUME(t.Ignoring);
      this.CONSUME(t.Case);
    });
  });

  private readonly test = this.RULE('test', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.PresentTest) },
      {
        ALT: () => {
          this.CONSUME(t.In);
          this.CONSUME(t.LeftParenthesis);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.item) });
          this.CONSUME(t.RightParenthesis);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.MatchOperator);
          this.SUBRULE(this.text);
        },
      },
    ]);
  });

  private readonly text = this.RULE('text', () => {
    this.OR({
      ERR_MSG: EXPECTED_TEXT,
      DEF: [{ ALT: () => this.CONSUME(t.StringText) }, { ALT: () => this.CONSUME(t.UnquotedText) }],
    });
  });

  private readonly item = this.RULE('item', () => {
    this.OR({
      ERR_MSG: 'a text',
      DEF: [
        { ALT: () => this.CONSUME(t.StringText) },
        { ALT: () => this.CONSUME(t.Name) },
        { ALT: () => this.CONSUME(t.NumberText) },
      ],
    });
  });

  /** `result` begins a statement only before `=`; otherwise it is the final expression. */
  private beginsStatement(): boolean {
    return this.LA(1).tokenType !== t.Result || this.LA(2).tokenType === t.Assign;
  }

  /** The program's last word, where a `}` is missing before it. */
  private isFinalResult(): boolean {
    if (this.LA(1).tokenType !== t.Result) return false;
    return this.LA(this.LA(2).tokenType === t.Semicolon ? 3 : 2).tokenType === EOF;
  }

  private beginsPredicate(): boolean {
    if (this.nextIs(1, t.PresenceWord) && this.nextIs(2, t.NamedField)) return this.nextIsOne(3, FIELD_NAMES);
    if (this.nextIs(1, t.NamedField)) return this.nextIsOne(2, FIELD_NAMES);
    if (this.LA(1).tokenType === t.UserAgent) return true;
    return this.nextIs(1, t.SimpleField) && this.nextIsOne(2, PREDICATE_CONTINUES);
  }

  /** A `{` after a name opens a selector unless a block's first statement follows it: then a `)` is missing before it. */
  private beginsSelector(): boolean {
    if (this.nextIs(2, t.RightBrace)) return false;
    if (this.nextIs(2, t.Result)) {
      return this.nextIs(4, t.StringText) && this.nextIsOne(5, [t.Comma, t.RightBrace]);
    }
    return !this.nextIsOne(2, [t.If, t.Let]) || this.nextIs(3, t.LabelOperator);
  }

  private nextIs(distance: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(distance), type);
  }

  private nextIsOne(distance: number, types: readonly TokenType[]): boolean {
    return types.some((type) => this.nextIs(distance, type));
  }
}
