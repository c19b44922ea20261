import { describe, expect, test } from '@jest/globals';
import { complaint } from './complaint.js';
import type { Configuration } from './configuration.js';

const configuration: Configuration = {
  text: 'global\nserver\n',
  fingerprint: '0',
  origins: ['the runtime', 'version `version1` of gateway `shop`'],
};

describe('complaint', () => {
  test('each alert is said of what its line was written for; what is said of every file is left out', () => {
    const said = [
      '[NOTICE]   (19249) : haproxy version is 2.6.12-1+deb12u4',
      '[NOTICE]   (19249) : path to executable is /usr/sbin/haproxy',
      "[ALERT]    (19249) : config : parsing [haproxy.cfg.next:2] : 'server version1' : could not resolve address 'a.b'.",
      '[ALERT]    (19249) : config : Error(s) found in configuration file : haproxy.cfg.next',
      '[ALERT]    (19249) : config : Fatal errors found in configuration.',
      '',
    ].join('\n');
    expect(complaint(said, configuration)).toBe(
      "version `version1` of gateway `shop`: 'server version1' : could not resolve address 'a.b'.",
    );
  });

  test('the other spellings of a place', () => {
    const said = [
      "[ALERT]    (1) : config : parsing [haproxy.cfg.next:1]: unknown keyword 'x' out of section.",
      '[ALERT]    (1) : Binding [haproxy.cfg:2] for frontend gateway:shop: cannot bind socket (Address already in use)',
      '[ALERT]    (1) : [haproxy.main()] Some protocols failed to start their listeners! Exiting.',
      '[ALERT]    (1) : cannot change UNIX socket ownership',
    ].join('\n');
    expect(complaint(said, configuration)).toBe(
      "the runtime: unknown keyword 'x' out of section.; " +
        'version `version1` of gateway `shop`: for frontend gateway:shop: cannot bind socket (Address already in use); ' +
        'cannot change UNIX socket ownership',
    );
  });

  test('a line that is not in the text, and words that are no alert, are told as they are', () => {
    expect(complaint('[ALERT] (1) : config : parsing [x:99] : odd', configuration)).toBe('odd');
    expect(complaint('Segmentation fault\n', configuration)).toBe('Segmentation fault');
  });
});
