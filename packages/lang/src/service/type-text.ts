import type { Type } from '../check/type.js';
import { durationText } from '../syntax/duration.js';
import { unitText } from '../check/unit.js';

/** A type for people: `count over 5m`, `ratio`, `a version`. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'number': {
      if (type.bare) return 'a number';
      const unit = type.unit === 'open' ? 'any unit' : unitText(type.unit);
      return typeof type.window === 'number' ? `${unit} over ${durationText(type.window)}` : unit;
    }
    case 'boolean':
      return 'true or false';
    case 'version':
      return 'a version';
    case 'nil':
      return 'no version';
    case 'error':
      return 'unreadable';
  }
}
