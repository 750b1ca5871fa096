import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import * as templates from '../generated/templates.js';
import { listsOf } from './lists.js';
import { selectorFindings } from './selector.js';

const PULLS = templates.selectorPullsUnlabelledPulled;
const NAMESPACES = templates.selectorDropsNamespacesDropped;
const DEFINITIONS = templates.selectorDropsDefinitionsDropped;

describe('selectorFindings', () => {
  it.each([
    [{}, [PULLS, NAMESPACES]],
    [{ include_namespaces: ['a'] }, [PULLS]],
    [{ exclude_namespaces: ['a'] }, [PULLS]],
    [{ include_resources: ['*'] }, [PULLS, NAMESPACES, DEFINITIONS]],
    [{ include_resources: ['pods'] }, [PULLS, NAMESPACES]],
    [{ exclude_resources: ['pods'] }, [PULLS, NAMESPACES, DEFINITIONS]],
    [{ include_namespaces: ['a'], exclude_resources: ['pods'] }, [PULLS]],
    [{ include_cluster_resources: true }, [PULLS, NAMESPACES, DEFINITIONS]],
    [{ include_namespaces: ['a'], include_cluster_resources: true }, [PULLS, DEFINITIONS]],
    [{ include_resources: ['pods'], include_cluster_resources: true }, [PULLS, NAMESPACES]],
    [{ exclude_resources: ['pods'], include_cluster_resources: false }, [PULLS, NAMESPACES]],
  ] satisfies [K8sBackupTargetSpec, unknown][])(
    'tells what a label does to %j beyond selecting',
    (fields, expected) => {
      const spec = { ...fields, label_selector: { app: 'a' } };
      expect([...selectorFindings(spec, listsOf(spec))]).toEqual(
        expected.map((template) => ({ template, path: '/label_selector', values: {} })),
      );
    },
  );

  it.each([null, {}])('tells nothing of %j, which selects nothing', (label_selector) => {
    const spec = { label_selector, exclude_resources: ['pods'] };
    expect([...selectorFindings(spec, listsOf(spec))]).toEqual([]);
  });
});
