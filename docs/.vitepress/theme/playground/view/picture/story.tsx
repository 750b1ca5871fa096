import { chainOf, explain, VOLUME_RULES } from '@k8s-backup-target/preview';
import type { FunctionalComponent } from 'vue';
import { fieldName, placeName, shortType, shown } from '../words.js';
import type { Shown } from './drawing.js';

const METHODS: Readonly<Record<Shown['volumes'][number]['method'], string>> = {
  'fs-backup': 'Its data is copied from the file system',
  'native-snapshot': 'Its data is saved by a snapshot of the provider',
  'csi-snapshot': 'Its data is saved by a CSI snapshot',
  'csi-data-mover': 'Its data is moved from a CSI snapshot into the storage',
  none: 'Its data is not saved',
  error: 'Its data cannot be saved',
  unknown: 'Whether its data is saved is not known',
};

/** One object's story: the rule, the chain of what led to it, and where in the text that is decided. */
export const Story: FunctionalComponent<{
  picture: Shown;
  chosen: string | null;
  /** False while the object is only pointed at. */
  isPinned: boolean;
  goTo: (line: number, column: number) => void;
  choose: (key: string) => void;
}> = ({ picture, chosen, isPinned, goTo, choose }) => {
  const decision = picture.result.decisions.find(({ key }) => key === chosen);
  if (decision === undefined) return null;
  const { key, resource, namespace, name, included, rule, paths, refused } = decision;
  const chain = chainOf(picture.result, key);
  const places = [
    ...new Set([...paths, ...(refused?.paths ?? []), ...chain.flatMap((one) => one.paths)]),
  ];
  return (
    <aside
      class={['pg-story', included ? 'is-in' : 'is-out', !isPinned && 'is-passing']}
      aria-label="Why"
    >
      <h3 class="pg-story-title">
        <span class="pg-mark" aria-hidden="true" />
        {shortType(resource)} <b>{placeName(namespace, name)}</b>
      </h3>
      <div aria-live="polite">
        {[...explain(picture.result, key), ...dataLines(picture, key)].map((line) => (
          <p key={line}>{shown(line)}</p>
        ))}
      </div>
      <p class="pg-story-foot">
        <code>{rule}</code>
        {places.map((path) => placeButton(picture, path, goTo))}
        {chain.length < 2
          ? null
          : chain.slice(0, -1).map((link) => (
              <button type="button" class="pg-link" key={link.key} onClick={() => choose(link.key)}>
                ↳ {shortType(link.resource)} {shown(link.name)}
              </button>
            ))}
      </p>
    </aside>
  );
};

Story.props = ['picture', 'chosen', 'isPinned', 'goTo', 'choose'];

function placeButton(picture: Shown, path: string, goTo: (line: number, column: number) => void) {
  const place = picture.places.find(([pointer]) => pointer === path);
  if (place === undefined) return null;
  const [, line, column] = place;
  return (
    <button type="button" class="pg-link" key={path} onClick={() => goTo(line, column)}>
      {fieldName(path)}, line {line}
    </button>
  );
}

function dataLines({ volumes }: Shown, key: string): readonly string[] {
  const [resource, , ...rest] = key.split('/');
  const place = key.slice((resource ?? '').length + 1);
  return volumes
    .filter(({ claim, persistentVolume, pod }) => {
      if (resource === 'persistentvolumeclaims') return claim === place;
      if (resource === 'persistentvolumes') return persistentVolume === rest.join('/');
      return resource === 'pods' && pod === place;
    })
    .map(({ method, rule, volume }) => {
      const text = METHODS[method];
      const line = `${text}: ${VOLUME_RULES[rule]}.`;
      return resource === 'pods' && volume !== null
        ? line
            .replace('Its data', `The data of its volume ${volume}`)
            .replace('its data', `the data of its volume ${volume}`)
        : line;
    });
}
