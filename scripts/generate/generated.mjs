/** Every generated file by its path in the project; the built packages are what it is generated from. */
import * as language from '../../packages/lang/dist/index.js';
import { VOCABULARY } from '../../packages/lang/dist/syntax/lexer/tokens.js';
import { LamiaParser } from '../../packages/lang/dist/syntax/parser.js';
import { apiDescription } from '../../packages/runtime/dist/api/operations.js';
import { CONFIGURATION_CODES } from '../../packages/runtime/dist/config/codes.js';
import { RUNTIME_DOCUMENT } from '../../packages/runtime/dist/config/runtime/runtime-schema.js';
import { customResourceDefinitions } from '../../packages/runtime/dist/kubernetes/resources/custom-resources.js';
import { apiTypes } from './api-types.mjs';
import { CHART_VALUES, chartValuesSchema } from './chart-values.mjs';
import { definitionText } from './custom-resources.mjs';
import { diagnosticsPage } from './diagnostics.mjs';
import { diagramsPage } from './diagrams.mjs';
import { ebnf } from './ebnf.mjs';
import { textMateGrammar } from './text-mate.mjs';

/** @returns {ReadonlyMap<string, string>} */
export function generated() {
  const parser = new LamiaParser();
  return new Map([
    ['grammar/lamia.ebnf', ebnf(parser.getGAstProductions(), VOCABULARY)],
    ['grammar/lamia.tmLanguage.json', textMateGrammar(VOCABULARY)],
    ['packages/runtime/src/client/api-types.ts', apiTypes(apiDescription())],
    ['docs/openapi.json', `${JSON.stringify(apiDescription(), null, 2)}\n`],
    ...[...customResourceDefinitions()].flatMap(([plural, definition]) =>
      // A chart has what it installs in its own folder.
      ['deploy/crds', 'deploy/helm/lamia/files/crds'].map(
        (folder) => /** @type {const} */ ([`${folder}/${plural}.yaml`, definitionText(definition)]),
      ),
    ),
    [CHART_VALUES, chartValuesSchema(RUNTIME_DOCUMENT.properties.spec)],
    ['grammar/diagrams/index.html', diagramsPage(parser.getSerializedGastProductions(), VOCABULARY)],
    [
      'docs/diagnostics.md',
      diagnosticsPage(language.DIAGNOSTIC_CODES, language.COMPILE_CODES, CONFIGURATION_CODES, language),
    ],
  ]);
}
