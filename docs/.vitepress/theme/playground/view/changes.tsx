import { becauseOf } from '@k8s-backup-target/preview';
import type { FunctionalComponent } from 'vue';
import type { Shown } from './picture/drawing.js';
import { counted, placeName, shortType } from './words.js';

/** So many are listed by name; the picture shows all. */
const MOST = 12;

/** What the text gains and loses against what it is compared with. */
export const Changes: FunctionalComponent<{
  picture: Shown;
  isEdited: boolean;
  compareFromHere: () => void;
  restore: () => void;
}> = ({ picture: { comparison }, isEdited, compareFromHere, restore }) => {
  if (comparison === null) return null;
  const { gained, lost } = comparison;
  const changed = gained.length + lost.length;
  return (
    <section class="pg-changes" aria-labelledby="pg-changes-title">
      <h2 id="pg-changes-title" class="pg-title">
        Gained and lost
      </h2>
      <p class="pg-calm" role="status">
        {!isEdited
          ? 'Edit the text, and see here what the backup gains and loses by it.'
          : changed === 0
            ? 'The edited text backs up the same objects.'
            : `By the edit ${counted(gained.length, 'object')} gained, ${lost.length} lost.`}
      </p>
      {gained.length === 0 ? null : (
        <ul class="pg-gained" aria-label="Gained">
          {gained.slice(0, MOST).map(({ key, resource, namespace, name, rule, paths }) => (
            <li key={key} title={becauseOf(rule, paths)}>
              {shortType(resource)} {placeName(namespace, name)}
            </li>
          ))}
          {gained.length > MOST ? <li>and {gained.length - MOST} more</li> : null}
        </ul>
      )}
      {lost.length === 0 ? null : (
        <ul class="pg-lost" aria-label="Lost">
          {lost.slice(0, MOST).map(({ key }) => (
            <li key={key}>{nameOfKey(key)}</li>
          ))}
          {lost.length > MOST ? <li>and {lost.length - MOST} more</li> : null}
        </ul>
      )}
      {isEdited ? (
        <p class="pg-actions">
          <button type="button" class="pg-button" onClick={compareFromHere}>
            Compare from here
          </button>
          <button type="button" class="pg-button" onClick={restore}>
            Undo the edit
          </button>
        </p>
      ) : null}
    </section>
  );
};

Changes.props = ['picture', 'isEdited', 'compareFromHere', 'restore'];

function nameOfKey(key: string): string {
  const [resource = '', namespace = '', name = ''] = key.split('/');
  return `${shortType(resource)} ${placeName(namespace, name)}`;
}
