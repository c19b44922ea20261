/**
 * The status page: asks the runtime's JSON every second and draws what it says. Text from outside only ever becomes text
 * nodes, never markup.
 *
 * @typedef {import('../gateways/status-json.js').GatewayStatusJson} GatewayStatus
 * @typedef {import('../decisions/decision-json.js').DecisionJson} Decision
 */

const PERIOD = 1000;

/** What the runtime asks for where it has tokens; it is nowhere kept but here, and gone with the page. */
let token = '';

/** @type {Record<string, string>} */
const TONES = { Promoted: 'good', RolledBack: 'bad', RollingBack: 'bad' };

/** @param {string} id */
function part(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found;
}

/**
 * @param {string} tag
 * @param {string | Node[]} content
 * @param {string} [className]
 */
function element(tag, content, className) {
  const made = document.createElement(tag);
  if (className !== undefined) made.className = className;
  made.append(...(typeof content === 'string' ? [content] : content));
  return made;
}

/** @param {number} value */
const numberText = (value) => value.toLocaleString('en', { maximumSignificantDigits: 6, useGrouping: true });

/** @param {string} at ISO 8601 */
function clock(at) {
  const time = element('time', new Date(at).toLocaleTimeString());
  time.setAttribute('datetime', at);
  return time;
}

/** @param {GatewayStatus['routes'][number]} route */
function routeView(route) {
  const shares = Object.entries(route.weights).map(([version, percent]) => {
    const bar = element('div', '', 'bar');
    bar.style.width = `${percent}%`;
    const track = element('div', [bar], 'track');
    track.setAttribute('role', 'img');
    track.setAttribute('aria-label', `${version} has ${percent} percent`);
    return element(
      'div',
      [element('span', version), track, element('span', `${percent}%`, 'number')],
      'share',
    );
  });
  return element('div', [element('h3', route.name), ...shares]);
}

/** @param {Decision['policies'][number]['inputs'][number]} value */
function valueView({ read, value, unknown }) {
  const text = value === null ? (unknown ?? 'unknown') : numberText(value);
  return element('tr', [element('td', read), element('td', text, 'number')]);
}

/**
 * What was read for the newest decision that read anything, each read once.
 * @param {readonly Decision[]} decisions newest first
 */
function lastValues(decisions) {
  const inputs = decisions.map(({ policies }) => policies.flatMap((policy) => policy.inputs));
  const newest = inputs.find((read) => read.length > 0) ?? [];
  return [...new Map(newest.map((input) => [input.read, input])).values()];
}

/** @param {Decision} decision */
function decisionView({ at, outcome, routes, reason }) {
  const shares = routes.map(({ name, weights }) => {
    const each = Object.entries(weights).map(([version, percent]) => `${version} ${percent}%`);
    return `${name}: ${each.join(', ')}`;
  });
  const details = element('div', shares.join('; '), 'faint');
  return element('li', [clock(at), element('strong', outcome), element('div', reason), details]);
}

/** @param {GatewayStatus} status */
function facts(status) {
  return [
    ['application', status.application],
    ['stable', status.stable],
    ['candidate', status.candidate ?? 'none'],
    ['data plane', status.address === null ? status.target : `${status.target} at ${status.address}`],
  ].flatMap(([name = '', text = '']) => [element('dt', name), element('dd', text)]);
}

/**
 * @param {GatewayStatus} status
 * @param {readonly Decision[]} decisions newest first
 */
function draw(status, decisions) {
  const phase = status.phase ?? 'no release';
  document.title = `${status.name}: ${phase} · Lamia`;
  part('name').textContent = status.name;
  part('phase').textContent = phase;
  part('phase').className = `phase ${TONES[phase] ?? ''}`;
  part('reason').textContent = status.reason;
  part('facts').replaceChildren(...facts(status));
  part('routes').replaceChildren(...status.routes.map(routeView));
  part('values').replaceChildren(...lastValues(decisions).map(valueView));
  part('decisions').replaceChildren(...decisions.map(decisionView));
  part('gateway').hidden = false;
}

/** @param {string | null} text null when all is well */
function notice(text) {
  part('notice').textContent = text ?? '';
  part('notice').hidden = text === null;
}

/**
 * @param {string} path
 * @returns {Promise<unknown>}
 */
async function get(path) {
  const answer = await fetch(path, {
    signal: AbortSignal.timeout(5 * PERIOD),
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  });
  part('access').hidden = answer.status !== 401;
  if (answer.status === 401)
    throw new Error(token === '' ? 'it wants a token' : 'it does not know this token');
  if (!answer.ok) throw new Error(`the runtime answered ${answer.status}`);
  return answer.json();
}

/** @param {readonly GatewayStatus[]} gateways */
function chosen(gateways) {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const status = gateways.find(({ name }) => name === wanted) ?? gateways[0];
  const links = gateways.map(({ name }) => {
    const link = element('a', name);
    link.setAttribute('href', `#${encodeURIComponent(name)}`);
    if (name === status?.name) link.setAttribute('aria-current', 'page');
    return link;
  });
  // Replaced only when something changes, so that keyboard focus is not lost each second.
  const shown = [...part('gateways').children].map((link) => link.outerHTML).join('');
  if (shown !== links.map((link) => link.outerHTML).join('')) part('gateways').replaceChildren(...links);
  return status;
}

async function refresh() {
  try {
    const { gateways } = /** @type {{ gateways: GatewayStatus[] }} */ (await get('/api/v1/gateways'));
    const status = chosen(gateways);
    if (status === undefined) {
      notice('the runtime has no gateway yet');
    } else {
      const path = `/api/v1/gateways/${encodeURIComponent(status.name)}/decisions?limit=30`;
      const { decisions } = /** @type {{ decisions: Decision[] }} */ (await get(path));
      draw(status, decisions);
      notice(null);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    notice(`the runtime cannot be reached (${why}); what is shown is the last it said`);
  }
  setTimeout(refresh, PERIOD);
}

part('access').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (part('token'));
  token = field.value.trim();
  field.value = '';
});

void refresh();
