import { languageService, type Analysis, type ProgramPart, type ServiceContext } from '@lamia/lang';
import { analysed } from '../analysed.js';
import type { TextFinding, TextReader } from '../text-editor.js';
import { Emitter, type editor, type IPosition } from './monaco.js';

/** Monaco's providers are for a language and know only a text; what each text is checked against is looked up here. */
const contexts = new WeakMap<editor.ITextModel, ServiceContext>();
const readers = new WeakMap<editor.ITextModel, TextReader>();

const changes = new Emitter<void>();

/** Tells that what is known of the place of some text has changed, such as the current values. */
export const onContextChange = changes.event;

/** Lets providers know the place of a text. */
export function setContextOf(model: editor.ITextModel, context: ServiceContext): void {
  contexts.set(model, context);
  changes.fire();
}

/** Lets providers know how a text is read that is no program but holds some; null for how it is not. */
export function setReaderOf(model: editor.ITextModel, reader: TextReader | null): void {
  if (reader === null) readers.delete(model);
  else readers.set(model, reader);
  changes.fire();
}

/** All that is known of an editor's text as it stands, which is one program. */
export function analysisOf(model: editor.ITextModel): Analysis {
  return analysed(model.getValue(), contexts.get(model) ?? NOTHING);
}

/** A place in a program, wherever that stands in the editor's text. */
export interface PlaceInProgram {
  readonly part: ProgramPart;
  /** Within the program. */
  readonly offset: number;
}

/** The program that is written at a place; null between programs. */
export function placeAt(model: editor.ITextModel, position: IPosition): PlaceInProgram | null {
  const place = model.getOffsetAt(position);
  const part = languageService.partAt(partsOf(model), place);
  return part === null ? null : { part, offset: part.offsetAt(place) };
}

/** What is wrong with an editor's text as it stands. */
export function findingsOf(model: editor.ITextModel): readonly TextFinding[] {
  if (isProgram(model)) return languageService.diagnosticsOf(analysisOf(model));
  return readers.get(model)?.(model.getValue()).findings ?? [];
}

/** The programs in an editor's text as it stands; all of it, where it is one. */
export function partsOf(model: editor.ITextModel): readonly ProgramPart[] {
  if (isProgram(model)) return [languageService.wholeFile(analysisOf(model))];
  return readers.get(model)?.(model.getValue()).parts ?? [];
}

const isProgram = (model: editor.ITextModel): boolean => model.getLanguageId() === 'lamia';

const NOTHING: ServiceContext = {};
