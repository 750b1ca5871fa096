/** The page to try it on: everything that it promises to do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLE_CLUSTER } from '../../docs/.vitepress/theme/playground/examples/sample-cluster.js';
import { addressOf, useBrowser, visit } from './visit.js';

const PATH = '/playground.html';
const folder = mkdtempSync(join(tmpdir(), 'browser-'));

useBrowser();
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes over the whole text, as a visitor does. */
async function write(page: Page, text: string): Promise<void> {
  const editor = page.getByLabel('Spec, databag, show-unit, Backup or Schedule');
  await editor.click();
  await page.locator('.cm-content').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await settled(page);
}

/** Waits until the page shows the answer to what is in the editor. */
async function settled(page: Page): Promise<void> {
  await page.locator('.pg[aria-busy=false]').waitFor();
}

function headline(page: Page): Promise<string> {
  return page.locator('.pg-headline').innerText();
}

function object(page: Page, key: string) {
  return page.locator(`[data-key="${key}"]`);
}

function fileOf(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

describe('at first', () => {
  it('is whole without any script', async () => {
    const { page } = await visit(PATH, { javaScriptEnabled: false });
    expect(await headline(page)).toBe('18 of 50 objects will be in the backup');
    expect(await page.locator('.pg-finding').count()).toBe(1);
    expect(await page.locator('.pg-object[data-key]').count()).toBe(50);
    expect(await page.locator('.pg-code').innerText()).toContain('"include_namespaces": ["shop"]');
  });

  it('asks no other host, breaks no content policy, and loads no worker', async () => {
    const { page, requests, complaints } = await visit(PATH);
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => !url.startsWith(addressOf('/')))).toEqual([]);
    expect(requests.filter((url) => url.includes('worker'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the text', () => {
  it('is judged as it is written, and a finding leads to its place', async () => {
    const { page, complaints } = await visit(PATH);
    await write(page, 'include_namespaces: [shop]\nttl: 24H\n');
    const finding = page.locator('.pg-finding');
    expect(await finding.innerText()).toMatch(/Error.*ttl.*line 2.*must look like 72h/s);
    expect(await headline(page)).toBe('Nothing is backed up');
    await finding.click();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText('h');
    await settled(page);
    expect(await finding.count()).toBe(0);
    expect(await headline(page)).toBe('28 of 50 objects will be in the backup');
    expect(complaints).toEqual([]);
  });

  it.each([
    ['databag', 'an application databag'],
    ['show-unit', 'juju show-unit'],
    ['schedule', 'a Schedule'],
    ['backup', 'a Backup'],
  ])('can be %s', async (id, kind) => {
    const { page } = await visit(PATH);
    await page.getByLabel('Example', { exact: true }).selectOption(id);
    await settled(page);
    expect(await page.locator('.pg-findings .pg-note').innerText()).toBe(`read as ${kind}`);
  });

  it('is judged by the release that is chosen', async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: ["sh?p"]\n');
    expect(await page.locator('.pg-finding').count()).toBe(0);
    await page.getByLabel('Velero', { exact: true }).selectOption('1.17.2');
    await settled(page);
    expect(await page.locator('.pg-finding').innerText()).toContain('namespace-glob');
  });

  it('with several targets is drawn one at a time', async () => {
    const { page } = await visit(PATH);
    const entry = (app: string) => ({
      app,
      relation_name: 'b',
      model: 'm',
      spec: { include_namespaces: [app] },
    });
    await write(page, JSON.stringify({ backup_targets: [entry('shop'), entry('analytics')] }));
    expect(await headline(page)).toContain('28 of 50');
    await page.getByLabel('Target', { exact: true }).selectOption('1');
    await settled(page);
    expect(await headline(page)).toContain('7 of 50');
  });
});

describe('the editor', () => {
  it('takes the place of the plain one with the focus, where the cursor was', async () => {
    const { page } = await visit(PATH);
    expect(await page.locator('.cm-content').count()).toBe(0);
    await page.locator('.pg-plain').focus();
    await page.locator('.cm-content:focus').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('x');
    await settled(page);
    expect(await page.locator('.pg-finding.is-error').count()).toBe(1);
  });

  it('completes from the schema and the cluster, by keys alone', async () => {
    const { page } = await visit(PATH);
    await write(page, '');
    await page.keyboard.type('exclude_n');
    await page.getByRole('option', { name: 'exclude_namespaces' }).waitFor();
    expect(await page.locator('.pg-suggestions').innerText()).toContain('Namespaces to leave out');
    await page.keyboard.press('Enter');
    await page.keyboard.type('[');
    await page.getByRole('option', { name: 'analytics' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.keyboard.type(']');
    expect(await page.locator('.cm-content').innerText()).toBe('exclude_namespaces: [velero]');
    await page.keyboard.press('Control+Space');
    await page.keyboard.press('Escape');
    expect(await page.locator('.pg-suggestions').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.locator('.cm-content:focus').count()).toBe(0);
  });

  it('says on pointing at a field what it means, and what is wrong with its value', async () => {
    const { page } = await visit(PATH);
    await write(page, 'ttl: 24H\n');
    await page.locator('.pg-mark-error').waitFor();
    await page.locator('.pg-token-key').first().hover();
    expect(await page.locator('.pg-tooltip').innerText()).toContain('How long to keep the backup');
    await page.locator('.pg-mark-error').hover();
    await page.getByText('must look like 72h').nth(1).waitFor();
  });

  it('takes edits back', async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: [analytics]\n');
    await page.keyboard.press('Control+z');
    await page.getByText('18 of 50 objects').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('7 of 50 objects').waitFor();
  });
});

describe('what it becomes', () => {
  it("is the databag's bytes, the Schedule, and the next runs by release", async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: [shop]\nttl: 30d\n');
    expect(await page.locator('.pg-output-head').innerText()).toContain('264 bytes');
    await page.getByRole('tab', { name: 'Databag' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tabpanel').innerText()).toContain('ttl: "720h0m0s"');
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Cron expression').fill('0 0 * * 7');
    await settled(page);
    const groups = page.locator('.pg-run');
    expect(await groups.nth(0).innerText()).toMatch(/^Velero 1\.18\.3, main\n+Sun, /);
    expect(await groups.nth(1).innerText()).toMatch(/1\.18\.2\n+Never: .*"7"/s);
    expect(await page.locator('time').count()).toBe(5);
  });

  it('has its runs although nothing was written', async () => {
    const { page } = await visit(PATH);
    await page.getByRole('tab', { name: 'Next runs' }).click();
    await page.locator('time').first().waitFor();
    expect(await page.locator('time').count()).toBe(5);
  });
});

describe('the picture', () => {
  it('says on pointing at an object which rule decided, and by which chain', async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: [shop]\n');
    await object(page, 'persistentvolumes//pv-db').hover();
    const story = page.getByRole('complementary', { name: 'Why' });
    expect(await story.innerText()).toContain('claim-to-volume');
    expect(await story.innerText()).toContain('persistentvolumeclaims shop/data-db-0 is bound to');
    expect(await story.innerText()).toContain('Its data is saved by a CSI snapshot');
    expect(await page.locator('.pg-object.is-linked').count()).toBeGreaterThan(1);
    await object(page, 'secrets/velero/cloud-credentials').hover();
    expect(await story.innerText()).toContain('not-an-included-namespace');
  });

  it('is gone through by keys, one stop of the Tab key', async () => {
    const { page } = await visit(PATH);
    const tabbable = page.locator('.pg-object[tabindex="0"]');
    expect(await tabbable.count()).toBe(1);
    await tabbable.focus();
    const names: (string | null)[] = [];
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'End', 'Home']) {
      await page.keyboard.press(key);
      names.push(await page.locator(':focus').getAttribute('data-key'));
    }
    expect(names).toEqual([
      'configmaps/shop/web',
      'certificates.cert-manager.io/shop/web',
      'configmaps/shop/web',
      'volumesnapshotclasses.snapshot.storage.k8s.io//ceph',
      'certificates.cert-manager.io/shop/web',
    ]);
    expect(await page.getByRole('complementary', { name: 'Why' }).innerText()).toContain(
      'included-type',
    );
  });

  it('keeps what was clicked, and leads to the place in the text', async () => {
    const { page } = await visit(PATH);
    await object(page, 'secrets/shop/web-tls').click();
    await page.locator('.pg-verdict').hover();
    const story = page.getByRole('complementary', { name: 'Why' });
    expect(await story.innerText()).toContain('excluded-type');
    await story.getByRole('button', { name: 'exclude_resources/0, line 4' }).click();
    await page.keyboard.press('Home');
    await page.keyboard.insertText('#');
    await settled(page);
    expect(await headline(page)).toContain('20 of 50');
  });

  it('finds objects by name, and shows those that are left out', async () => {
    const { page } = await visit(PATH);
    await page.getByLabel('Find an object').fill('db');
    expect(await page.locator('.pg-object[data-key]').count()).toBe(6);
    await page.getByLabel('Show', { exact: true }).selectOption('out');
    expect(await page.locator('.pg-object[data-key]').count()).toBe(2);
  });

  it('shows what an edit gains and loses', async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: [shop]\nexclude_resources: [secrets, pods]\n');
    expect(await page.locator('.pg-changes').innerText()).toMatch(/7 objects gained, 3 lost/);
    expect(await page.getByRole('list', { name: 'Lost' }).innerText()).toContain('pods shop/db-0');
    await page.getByLabel('Show', { exact: true }).selectOption('changed');
    expect(await page.locator('.pg-object.is-gained[data-key]').count()).toBe(7);
    expect(await page.locator('.pg-object.is-lost[data-key]').count()).toBe(3);
    await page.getByRole('button', { name: 'Compare from here' }).click();
    await settled(page);
    expect(await page.locator('.pg-object[data-key]').count()).toBe(0);
    expect(await page.locator('.pg-changes').innerText()).toContain('Edit the text');
  });

  it('undoes an edit', async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: [analytics]\n');
    await page.getByRole('button', { name: 'Undo the edit' }).click();
    await settled(page);
    expect(await headline(page)).toContain('18 of 50');
  });
});

describe('an inventory', () => {
  it('is drawn, and leaves the browser by no request', async () => {
    const { page, requests } = await visit(PATH);
    const objects = SAMPLE_CLUSTER.objects.slice(0, 12);
    await page
      .getByLabel('Open an inventory')
      .setInputFiles(fileOf('own.json', { ...SAMPLE_CLUSTER, objects }));
    await page.getByText('own.json, 12 objects').waitFor();
    await settled(page);
    expect(await page.locator('.pg-object[data-key]').count()).toBe(12);
    const sent = requests.filter((url) => !/\.(?:html|js|css|woff2|svg|json)$/.test(url));
    expect(sent).toEqual([]);
    expect(page.url()).not.toContain('own');
    await page.getByRole('button', { name: 'Back to the sample' }).click();
    await page.getByText('a sample, 50 objects').waitFor();
  });

  it('shows no name as another', async () => {
    const { page } = await visit(PATH);
    const disguised = { resource: 'configmaps', namespace: 'shop', name: 'a\u202Egnp.exe' };
    const objects = [...SAMPLE_CLUSTER.objects, disguised];
    await page
      .getByLabel('Open an inventory')
      .setInputFiles(fileOf('disguised.json', { ...SAMPLE_CLUSTER, objects }));
    await page.getByText('disguised.json, 51 objects').waitFor();
    await settled(page);
    const chip = object(page, `configmaps/shop/${disguised.name}`);
    expect(await chip.innerText()).toBe('a\\u{202e}gnp.exe');
    await chip.hover();
    const story = page.getByRole('complementary', { name: 'Why' });
    expect(await story.innerText()).not.toContain('\u202E');
  });

  it('that is none is refused, with the place', async () => {
    const { page } = await visit(PATH);
    const path = fileOf('none.json', { groups: [], objects: [{ resource: 5 }] });
    await page.getByLabel('Open an inventory').setInputFiles(path);
    expect(await page.getByRole('alert').innerText()).toContain('/objects/0');
    expect(await page.locator('.pg-object[data-key]').count()).toBe(50);
  });
});

describe('a worker that cannot be loaded', () => {
  it('leaves nothing shown that was not judged', async () => {
    const { page } = await visit(PATH);
    await page.route(/worker-/, (route) => route.abort());
    await write(page, 'include_namespaces: [analytics]\n');
    expect(await headline(page)).toBe('Not judged');
    expect(await page.locator('.pg-finding').innerText()).toContain('could not be loaded');
    expect(await page.locator('.pg-object').count()).toBe(0);
    await page.unroute(/worker-/);
    await write(page, 'include_namespaces: [shop]\n');
    expect(await headline(page)).toContain('28 of 50');
  });
});

describe('a link', () => {
  it('brings back the text, the release and what it is compared with', async () => {
    const { page } = await visit(PATH);
    await write(page, 'include_namespaces: [analytics]\n');
    await page.getByLabel('Velero', { exact: true }).selectOption('1.16.2');
    await settled(page);
    await page.waitForURL(/#try=/);
    const { page: other } = await visit(page.url().replace(addressOf(''), ''));
    await other.getByText('7 of 50 objects').waitFor();
    expect(await other.getByLabel('Velero', { exact: true }).inputValue()).toBe('1.16.2');
    expect(await other.locator('.pg-changes').innerText()).toContain('gained');
  });

  const bomb = deflateRawSync(`[1,"${'x'.repeat(9_000_000)}"]`).toString('base64url');

  it.each([
    ['is cut off', '#try=q1YqSS0'],
    ['holds markup', '#try=<img src=x onerror=alert(1)>'],
    ['unfolds to too much', `#try=${bomb}`],
  ])('that %s is refused, and the page works', async (_, fragment) => {
    const { page } = await visit(PATH + fragment);
    expect(await page.getByRole('alert').innerText()).toContain('could not be opened');
    await write(page, 'include_namespaces: [analytics]\n');
    expect(await headline(page)).toContain('7 of 50');
  });

  it('may hold markup as text, which is shown as text', async () => {
    const text = 'include_namespaces: ["<img src=x onerror=alert(1)>"]\n';
    const json = JSON.stringify([1, text, '1.18.3', '0 2 * * *', null]);
    const fragment = deflateRawSync(json).toString('base64url');
    const { page, complaints } = await visit(`${PATH}#try=${fragment}`);
    await page.getByText('onerror').first().waitFor();
    expect(await page.locator('.pg img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
