import { nearest } from '@k8s-backup-target/schema/internal';
import { now } from '../command/clock.js';
import type { Invocation, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { OutputOf } from '../command/report.js';
import { explainCron } from '../explain/explain-cron.js';
import { explainField, fieldNames } from '../explain/explain-field.js';
import { explainRule, listRules, ruleNames } from '../explain/explain-rule.js';
import { explainTtl } from '../explain/explain-ttl.js';
import type { Explanation } from '../explain/explanation.js';
import { explanationText } from '../explain/explanation-text.js';
import { veleroRelease } from '../velero/velero-release.js';

/** Explains a word, or lists all rules; see `Explanation`. */
export const run: Run = async (invocation) => {
  const [what] = invocation.words;
  const explanation = what === undefined ? listRules() : explain(what, invocation);
  if (explanation === undefined) throw new CannotRunError('not-found', unknown(what ?? ''));
  return {
    exitCode: isRefused(explanation) ? 1 : 0,
    data: explanation satisfies OutputOf<'explain'>,
    text: (screen) => explanationText(explanation, screen),
  };
};

function explain(what: string, { options, io }: Invocation): Explanation | undefined {
  const asked = options['veleroVersion'] === undefined ? undefined : veleroRelease(options).version;
  return (
    explainRule(what) ??
    explainField(what) ??
    explainCron(what, now(io.env), asked) ??
    explainTtl(what)
  );
}

function isRefused(explanation: Explanation): boolean {
  if (explanation.kind === 'ttl') return !explanation.isValid;
  return explanation.kind === 'cron' && explanation.releases.some(({ isAccepted }) => !isAccepted);
}

function unknown(what: string): string {
  const near = nearest(what, [...ruleNames(), ...fieldNames()]);
  const hint = near === undefined ? 'see kbt explain --help' : `did you mean ${near}?`;
  return `${JSON.stringify(what)} is not a rule, field, ttl or cron expression: ${hint}`;
}
