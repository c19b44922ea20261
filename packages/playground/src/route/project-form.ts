import type { RequestInput } from '@lamia/lang';
import type { StateForm } from '../state/state-form.js';
import { gatewayForm, mirrorForm } from './gateway/gateway-form.js';
import { asPercent, asText, isRecord, listOf, textsIn, type Reading } from './read-data.js';
import type { RequestForm } from './requests/form.js';
import {
  FIRST_PROJECT,
  type RouteDraft,
  type RouteProject,
  type SavedRequest,
  type TesterDraft,
} from './project.js';

/** How the page's state is kept and shared; data of other shape is none, since half a gateway says something else. */
export const ROUTE_STATE: StateForm<RouteProject> = {
  name: 'route',
  initial: FIRST_PROJECT,
  read: (data) => {
    if (!isRecord(data)) return null;
    const versions = listOf(data['versions'], asText);
    const hosts = listOf(data['hosts'], asText);
    const routes = listOf(data['routes'], routeDraft);
    const rest = listOf(data['rest'], asPercent);
    const saved = listOf(data['saved'], savedRequest);
    const tester = testerDraft(data['tester']);
    if (versions === null || hosts === null || routes === null || rest === null || saved === null)
      return null;
    if (tester === null || versions.length === 0) return null;
    const isFitting = [rest, ...routes.map(({ percents }) => percents)].every(
      ({ length }) => length === versions.length,
    );
    const gateway = gatewayForm(data, versions.length);
    return isFitting && gateway !== null
      ? { ...gateway, hosts, versions, routes, rest, saved, tester }
      : null;
  },
};

const routeDraft: Reading<RouteDraft> = (data) => {
  if (!isRecord(data)) return null;
  const texts = textsIn(data, ['id', 'name', 'condition']);
  const percents = listOf(data['percents'], asPercent);
  const mirror = mirrorForm(data['mirror']);
  return texts === null || percents === null || mirror === undefined ? null : { ...texts, percents, mirror };
};

const savedRequest: Reading<SavedRequest> = (data) => {
  if (!isRecord(data)) return null;
  const texts = textsIn(data, ['id', 'name', 'expected']);
  const request = requestInput(data['request']);
  return texts === null || request === null ? null : { ...texts, request };
};

const pair: Reading<readonly [string, string]> = (data) => {
  const [name, value, ...others] = listOf(data, asText) ?? [];
  return name === undefined || value === undefined || others.length > 0 ? null : [name, value];
};

const PARTS = ['method', 'scheme', 'host', 'path'] as const;

const requestInput: Reading<RequestInput> = (data) => {
  if (!isRecord(data)) return null;
  const { query = null, headers = [] } = data;
  const lines = listOf(headers, pair);
  const parts = textsIn(
    data,
    PARTS.filter((name) => data[name] !== undefined),
  );
  if (parts === null || lines === null || (query !== null && typeof query !== 'string')) return null;
  return { ...parts, query, headers: lines };
};

const requestForm: Reading<RequestForm> = (data) => {
  if (!isRecord(data)) return null;
  const texts = textsIn(data, [...PARTS, 'query']);
  const headers = listOf(data['headers'], pair);
  return texts === null || headers === null ? null : { ...texts, headers };
};

const testerDraft: Reading<TesterDraft> = (data) => {
  if (!isRecord(data)) return null;
  const { entry } = data;
  const texts = textsIn(data, ['text']);
  const form = requestForm(data['form']);
  if ((entry !== 'text' && entry !== 'form') || texts === null || form === null) return null;
  return { entry, ...texts, form };
};
