import type { CourierReport } from './lane.js';

/** How a delivery went, for people; null where it went well. */
export function deliveryText(report: CourierReport): string | null {
  switch (report.kind) {
    case 'delivered':
      return null;
    case 'failed':
      return `the notifier \`${report.notifier}\` could not be told (attempt ${report.attempts}): ${report.why}`;
    case 'lost': {
      const what = report.count === 1 ? 'a notification' : `${report.count} notifications`;
      return `the notifier \`${report.notifier}\` will not be told of ${what}: ${report.why}`;
    }
  }
}
