import type { FunctionalComponent } from 'vue';

/** What the marks mean. None is told by its colour alone. */
export const Legend: FunctionalComponent<{ hasChanges: boolean }> = ({ hasChanges }) => (
  <ul class="pg-legend" aria-label="Legend">
    {entry('is-in', 'in the backup')}
    {entry('is-in is-pulled', 'referred to by another')}
    {entry('is-out', 'left out')}
    {entry('is-in has-volume is-saved', 'volume with its data')}
    {entry('is-in has-volume is-not-saved', 'volume without its data')}
    {hasChanges ? entry('is-in is-gained', 'gained') : null}
    {hasChanges ? entry('is-out is-lost', 'lost') : null}
  </ul>
);

Legend.props = ['hasChanges'];

function entry(classes: string, text: string) {
  return (
    <li key={text}>
      <span class={`pg-object pg-swatch ${classes}`} aria-hidden="true" />
      {text}
    </li>
  );
}
