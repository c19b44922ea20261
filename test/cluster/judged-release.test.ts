import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CERTIFICATE, KEY, OTHER_CERTIFICATE } from '../../packages/runtime/src/http/testing/certificate.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus, type RunningPrometheus, type ServedWith } from '../components/prometheus.js';
import { describeWithFolder } from '../crds/crds.js';
import { describeWithServer, eventually } from './cluster.js';
import { startExporter, type Exporter } from './exporter.js';
import { Scene } from './scene.js';
import { startTokenProxy, type TokenProxy } from './token-proxy.js';

/** `secret`, as Prometheus wants a password written. */
const HASH = '$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a';
const HALF = { step: '50%', interval: '2s' };
const HEALTH = { type: 'health', limit: '5%', rollback: 'immediate', ...HALF };
const CUSTOM = {
  type: 'custom',
  ...HALF,
  expression:
    'if (metric candidate "error_rate" < metric baseline "error_rate" + 1%) { result = candidate; } else { result = baseline; } result',
};

describeWithServer('a release that figures decide', (assets) => {
  describeWithFolder('with the Gateway API', (folder) => {
    describeWith('prometheus', 'and a Prometheus', () => {
      let scene: Scene;
      let exporter: Exporter;
      let prometheus: RunningPrometheus | null;
      let proxy: TokenProxy | null;
      let own: string;
      beforeEach(async () => {
        [prometheus, proxy] = [null, null];
        own = await mkdtemp(join(tmpdir(), 'lamia-judged-'));
        scene = await Scene.open(assets, folder);
        exporter = await startExporter(scene.namespace, 'shop');
      });
      afterEach(async () => {
        await scene.close();
        await proxy?.close();
        await prometheus?.stop();
        await exporter.close();
        await rm(own, { recursive: true, force: true });
      });

      const scraping = async (web: ServedWith | null = null): Promise<RunningPrometheus> => {
        prometheus = await startPrometheus({ scrape: [{ url: exporter.url, interval: 500 }], web });
        return prometheus;
      };
      const release = (url: string, policy: object): Promise<void> =>
        scene.applyGateway({
          metrics: {
            source: { kind: 'prometheus', url, breaker: { failures: 5, pause: '1s', longestPause: '1s' } },
            ...{ provider: 'istio', window: '3s', scrapeInterval: '500ms' },
          },
          policies: [policy],
        });
      const reason = async (): Promise<string> => String((await scene.status())['reason']);
      const says = (text: string): Promise<void> =>
        eventually(`its reason says \`${text}\``, async () => (await reason()).includes(text), {
          within: 60_000,
        });

      test('promotes a candidate that is as good, and says by which values', async () => {
        const { url } = await scraping();
        exporter.fails('v1', 0.02);
        await scene.start('one', ['--prometheus', url]);
        await release(url, CUSTOM);
        await scene.isPromoted();
        expect(scene.shares()).toEqual([0, 50, 100]);
        await scene.tells(/^Normal WeightsChanged: .*v2 100%: v2 gains 50%: .*favours v2: 0 < 0\.03/);
      });

      test('goes back from a candidate that turns bad, and says why', async () => {
        const { url } = await scraping();
        await scene.start('one', ['--prometheus', url]);
        await release(url, HEALTH);
        await scene.reaches(50);
        exporter.fails('v2', 0.3);
        await scene.comesTo('RolledBack');
        expect(await reason()).toMatch(/v2 has [0-9.]+% errors, above the limit of 5%/);
        expect(await scene.status()).toMatchObject({ version: 'v1', weight: '100%', stable: 'v1' });
        await scene.serves(0);
        await scene.tells(/^Warning ReleaseEnded: rolled back, v1 is stable: .*above the limit of 5%/);
      });

      test('stands while Prometheus is away, and goes on once it is back', async () => {
        const running = await scraping();
        await scene.start('one', ['--prometheus', running.url]);
        await release(running.url, HEALTH);
        await scene.reaches(50);
        await running.pause();
        await says('could not be read from the metric source');
        expect(await scene.condition('Degraded')).toBe('True SourceFailed');
        expect(scene.shares()).toEqual([0, 50]);
        await running.resume();
        await scene.isPromoted();
        expect(scene.shares()).toEqual([0, 50, 100]);
        expect(await scene.condition('Degraded')).toBe('False AsExpected');
      });

      const configured = async (server: object): Promise<readonly string[]> => {
        const file = join(own, 'runtime.yaml');
        const metadata = { name: 'production' };
        const spec = { prometheus: { central: server } };
        await writeFile(file, JSON.stringify({ apiVersion: 'lamia/v1', kind: 'Runtime', metadata, spec }));
        return ['--configuration', file];
      };
      const served = async (users: ServedWith['users']): Promise<ServedWith> => {
        const [certFile, keyFile] = [join(own, 'tls.crt'), join(own, 'tls.key')];
        await writeFile(certFile, CERTIFICATE);
        await writeFile(keyFile, KEY);
        return { certFile, keyFile, users };
      };

      test('is read by a password over TLS, which is told when it is wrong and asked for anew', async () => {
        const { url } = await scraping(await served({ lamia: HASH }));
        const password = join(own, 'password');
        await writeFile(password, 'wrong');
        const basicAuth = { username: 'lamia', password: { file: password } };
        await scene.start('one', await configured({ url, basicAuth, caFile: join(own, 'tls.crt') }));
        await release(url, HEALTH);
        await says('Prometheus refused the credentials (status 401)');
        expect(scene.shares()).toEqual([0, 50]);
        await writeFile(password, 'secret');
        await scene.isPromoted();
        expect(scene.logs()).not.toContain('secret');
      });

      test('is read with a token that a proxy in front of it wants', async () => {
        const { url: behind } = await scraping();
        proxy = await startTokenProxy(behind, 'good');
        const token = join(own, 'token');
        await writeFile(token, 'old');
        await writeFile(join(own, 'ca.crt'), CERTIFICATE);
        const server = { url: proxy.url, bearerToken: { file: token }, caFile: join(own, 'ca.crt') };
        await scene.start('one', await configured(server));
        await release(proxy.url, HEALTH);
        await says('Prometheus refused the credentials (status 401)');
        await writeFile(token, 'good');
        await scene.isPromoted();
      });

      test('waits where a server is of another authority, or what logs in is not there', async () => {
        const { url } = await scraping(await served({}));
        await writeFile(join(own, 'other.crt'), OTHER_CERTIFICATE);
        const first = await scene.start('one', await configured({ url, caFile: join(own, 'other.crt') }));
        await release(url, HEALTH);
        await says('its certificate is signed by itself; name it as `caFile`');
        expect(scene.shares()).toEqual([0, 50]);
        await first.stop();
        const bearerToken = { env: 'LAMIA_TEST_NO_SUCH_TOKEN' };
        await scene.start('two', await configured({ url, bearerToken, caFile: join(own, 'tls.crt') }));
        await says('the environment variable `LAMIA_TEST_NO_SUCH_TOKEN` with the bearer token is not set');
        expect(await scene.condition('Degraded')).toBe('True Unreachable');
        expect(scene.shares()).toEqual([0, 50]);
        expect(scene.logs()).not.toContain('a fault of lamia itself');
      });
    });
  });
});
