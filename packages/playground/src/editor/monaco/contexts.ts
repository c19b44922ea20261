import type { Analysis, ServiceContext } from '@lamia/lang';
import { analysed } from '../analysed.js';
import { Emitter, type editor } from './monaco.js';

/** Monaco's providers are for a language and know only a text; what each text is checked against is looked up here. */
const contexts = new WeakMap<editor.ITextModel, ServiceContext>();

const changes = new Emitter<void>();

/** Tells that what is known of the place of some text has changed, such as the current values. */
export const onContextChange = changes.event;

/** Lets providers know the place of a text. */
export function setContextOf(model: editor.ITextModel, context: ServiceContext): void {
  contexts.set(model, context);
  changes.fire();
}

/** All that is known of an editor's text as it stands. */
export function analysisOf(model: editor.ITextModel): Analysis {
  return analysed(model.getValue(), contexts.get(model) ?? NOTHING);
}

const NOTHING: ServiceContext = {};
