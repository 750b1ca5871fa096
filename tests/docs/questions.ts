/** What newcomers asked, in their words and in others, and where the answer is. */
export interface Asked {
  /** As it was asked first, and in other ways. */
  readonly words: readonly string[];
  /** Headings of the site, any of which answers it. */
  readonly answers: readonly string[];
}

export const QUESTIONS: readonly Asked[] = [
  {
    words: [
      'Is it published? How do I install it from a clone?',
      'npm install gives 404',
      'is there a release on PyPI or npm',
      'install without a registry',
      'can I pip install this today',
      'not found on npmjs',
    ],
    answers: [
      'questions.html#is-it-published-how-do-i-install-it-from-a-clone',
      'start/what-it-is.html#install-it',
      'overview.html#install',
    ],
  },
  {
    words: [
      '`provides` or `requires`? Which real charms do I relate with, by what `juju deploy` and `juju integrate`?',
      'which endpoint does my charm need',
      'juju integrate velero-operator',
      'relate my charm with velero-integrator',
      'which side declares provides in charmcraft.yaml',
      'what charm do I deploy to receive backups',
    ],
    answers: [
      'questions.html#provides-or-requires-which-real-charms-do-i-relate-with',
      'start/what-it-is.html#what-this-is',
      'start/python.html#_5-deploy-it',
      'start/typescript.html#_6-deploy-it',
    ],
  },
  {
    words: [
      'How does a TypeScript charm get Node.js if I have only the packages?',
      'bundle node in a charm',
      'no Node.js on the machine',
      'charmcraft pack a TypeScript charm',
      'does my TypeScript charm need node installed',
    ],
    answers: [
      'questions.html#how-does-a-typescript-charm-get-node-js',
      'guides/packing.html#a-charm-in-typescript',
      'start/typescript.html#_5-node-js-in-the-charm',
      'troubleshooting.html#node-js-is-too-old-or-is-not-there',
    ],
  },
  {
    words: [
      'What exactly is the status in each hook, and who clears it?',
      'who clears a blocked status',
      'unit status waiting for relation',
      'collect_unit_status',
      'who sets the unit back to active',
      'status after the relation is removed',
    ],
    answers: [
      'questions.html#what-is-the-status-in-each-hook-and-who-clears-it',
      'statuses.html#the-provider',
      'questions.html#how-do-i-combine-the-library-s-status-with-my-own-charm-s-statuses',
    ],
  },
  {
    words: [
      'When is `targets_changed` emitted, and when not? What must an integrator never do in `relation-broken`?',
      'targets_changed not emitted',
      'delete schedules in relation-broken',
      'relation broken when a unit is scaled down',
      'event when targets change',
    ],
    answers: [
      'questions.html#when-is-targets-changed-emitted-and-when-not',
      'questions.html#what-must-an-integrator-never-do-in-relation-broken',
      'start/integrator.html#never-in-relation-broken',
    ],
  },
  {
    words: [
      'Which calls throw, and what?',
      'exceptions raised by the library',
      'what errors can be thrown',
      'VeleroError ContractError',
      'which exceptions do I have to catch',
    ],
    answers: ['questions.html#which-calls-throw-and-what', 'errors.html#what-can-throw'],
  },
  {
    words: [
      'What are the fields of `RelatedTarget`, `Outcome`, `HookContext`, `HookRecord`?',
      'RelatedTarget fields',
      'type Outcome properties',
      'HookContext HookRecord',
      'attributes of a related target',
    ],
    answers: ['questions.html#what-are-the-fields-of-relatedtarget-outcome-hookcontext-hookrecord'],
  },
  {
    words: [
      'How do I test a removal, or a leader change, in `ops.testing`?',
      'test leader change',
      'simulate removing a unit',
      'ops.testing relation removed',
      'unit test for relation-broken with ops',
      'leader elected in a test',
    ],
    answers: [
      'questions.html#how-do-i-test-a-removal-or-a-leader-change-in-ops-testing',
      'packages/juju-testing/#a-removal-and-a-leader-change',
      'packages/python/#test-your-charm',
      'guides/testing.html#what-to-test',
    ],
  },
  {
    words: [
      "How do I combine several `status()` values with my own charm's statuses?",
      'combine statuses',
      'my charm has its own status too',
      'several status values worst wins',
      'two status sources in one charm',
      'add own status to collect-status',
    ],
    answers: ['questions.html#how-do-i-combine-the-library-s-status-with-my-own-charm-s-statuses'],
  },
  {
    words: [
      'What does a restore look like, and who tests it?',
      'how to restore',
      'velero restore from backup',
      'is the restore tested',
      'restore a backup',
    ],
    answers: [
      'questions.html#what-does-a-restore-look-like-and-who-tests-it',
      'verify.html#before-a-restore',
    ],
  },
  {
    words: [
      'After a new optional field: how do I update corpus, pins and the Velero mapping?',
      'add a field to the schema',
      'new optional field codegen',
      'change the contract',
      'extend the schema with another field',
      'what to update after changing the interface',
    ],
    answers: [
      'questions.html#after-a-new-optional-field-how-do-i-update-corpus-pins-and-the-velero-mapping',
      'contributing.html#how-to-change-the-contract',
    ],
  },
  {
    words: [
      'May a port to another language leave the lint out?',
      'port to Go or Rust',
      'implement in another language',
      'is lint required for a port',
      'write an implementation in Java',
      'can I skip the lint rules in my own implementation',
    ],
    answers: [
      'questions.html#may-a-port-to-another-language-leave-the-lint-out',
      'contributing.html#how-to-add-a-language',
    ],
  },
  {
    words: [
      'Which versions must provider and requirer packages share?',
      'version compatibility provider requirer',
      'must provider and requirer have the same version',
      'older requirer newer provider',
      'mix old and new versions of the library',
    ],
    answers: ['questions.html#which-versions-must-provider-and-requirer-packages-share'],
  },
  {
    words: [
      'My hook is in error: where do I look?',
      'hook failed error',
      'unit in error state',
      'juju debug-log hook error',
    ],
    answers: ['troubleshooting.html#a-hook-is-in-error-where-do-i-look'],
  },
];
