import { describe, expect, test } from '@jest/globals';
import { KeptState, type TextStorage } from './kept-state.js';
import type { StateForm } from './state-form.js';

interface Note {
  readonly text: string;
}

const NOTE: StateForm<Note> = {
  name: 'note',
  initial: { text: 'first' },
  read: (data) =>
    typeof data === 'object' && data !== null && 'text' in data && typeof data.text === 'string'
      ? { text: data.text }
      : null,
};

function memory(texts: Record<string, string> = {}): TextStorage & { readonly texts: Map<string, string> } {
  const map = new Map(Object.entries(texts));
  return {
    texts: map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, text) => void map.set(key, text),
  };
}

const FORBIDDEN: TextStorage = {
  getItem: () => {
    throw new Error('forbidden');
  },
  setItem: () => {
    throw new Error('forbidden');
  },
};

describe('kept state', () => {
  test('begins as it was left, and at the beginning where nothing readable was left', () => {
    const storage = memory();
    new KeptState(NOTE, storage).change('the text', { text: 'second' });
    expect(new KeptState(NOTE, storage).snapshot.state).toEqual({ text: 'second' });
    expect(new KeptState(NOTE, memory({ 'lamia.note': '{' })).snapshot.state).toEqual({ text: 'first' });
    expect(new KeptState(NOTE, memory({ 'lamia.note': '{"text":7}' })).snapshot.state).toEqual({
      text: 'first',
    });
  });

  test('works where storage is forbidden', () => {
    const kept = new KeptState(NOTE, FORBIDDEN);
    kept.change('the text', { text: 'second' });
    expect(kept.snapshot.state).toEqual({ text: 'second' });
  });

  test('changes of one thing in a row are undone together', () => {
    const kept = new KeptState(NOTE, memory());
    kept.change('the text', { text: 'a' });
    kept.change('the text', ({ text }) => ({ text: `${text}b` }));
    kept.change('all', { text: 'other' });
    expect(kept.snapshot).toMatchObject({ undoes: 'all', redoes: null });
    kept.undo();
    expect(kept.snapshot).toEqual({ state: { text: 'ab' }, undoes: 'the text', redoes: 'all' });
    kept.undo();
    expect(kept.snapshot).toEqual({ state: { text: 'first' }, undoes: null, redoes: 'the text' });
    kept.undo();
    kept.redo();
    kept.redo();
    expect(kept.snapshot.state).toEqual({ text: 'other' });
  });

  test('a change after undoing forgets what was undone, and is a step of its own', () => {
    const kept = new KeptState(NOTE, memory());
    kept.change('the text', { text: 'a' });
    kept.undo();
    kept.change('the text', { text: 'b' });
    expect(kept.snapshot).toEqual({ state: { text: 'b' }, undoes: 'the text', redoes: null });
    kept.endStep();
    kept.change('the text', { text: 'c' });
    kept.undo();
    expect(kept.snapshot.state).toEqual({ text: 'b' });
  });

  test('takes what a link carries where it is readable, and can give back what was there', () => {
    const kept = new KeptState(NOTE, memory());
    expect(kept.take('the link', { text: 'theirs' })).toBe(true);
    expect(kept.take('the link', ['no', 'note'])).toBe(false);
    expect(kept.snapshot.state).toEqual({ text: 'theirs' });
    kept.undo();
    expect(kept.snapshot.state).toEqual({ text: 'first' });
  });

  test('tells its listeners until they leave', () => {
    const kept = new KeptState(NOTE, memory());
    const heard: string[] = [];
    const leave = kept.subscribe(() => heard.push(kept.snapshot.state.text));
    kept.change('the text', { text: 'a' });
    kept.change('the text', (state) => state);
    leave();
    kept.change('the text', { text: 'b' });
    expect(heard).toEqual(['a']);
  });
});
