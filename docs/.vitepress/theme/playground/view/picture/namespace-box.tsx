import { defineComponent, type PropType } from 'vue';
import { shortType, shown } from '../words.js';
import type { DrawnNamespace, DrawnObject, DrawnType } from './drawing.js';
import { labelOf } from './object-label.js';

/** Of one type in one namespace so many are drawn; the rest is counted. */
const MOST = 400;

/** One namespace, or what belongs to none. Objects have their names while there is room for them. */
export const NamespaceBox = defineComponent({
  props: {
    box: { type: Object as PropType<DrawnNamespace>, required: true },
    isDense: { type: Boolean, required: true },
    /** The key of the object in focus, and those of its chain. */
    chosen: { type: String as PropType<string | null>, default: null },
    chain: { type: Object as PropType<ReadonlySet<string>>, required: true },
    /** The one object that the Tab key reaches; arrows lead on. */
    entry: { type: String as PropType<string | null>, default: null },
  },
  setup(props) {
    return () => {
      const { box } = props;
      const title = box.name === '' ? 'Cluster-scoped' : shown(box.name);
      return (
        <section
          class={[
            'pg-box',
            box.included === 0 ? 'is-out' : 'is-in',
            box.name === '' && 'is-cluster',
          ]}
          aria-label={title}
        >
          <h3 class="pg-box-title">
            <span>{title}</span>
            <span class="pg-count">
              <b>{box.included.toLocaleString('en')}</b> in, {box.excluded.toLocaleString('en')} out
            </span>
          </h3>
          <div class={props.isDense ? 'pg-types is-dense' : 'pg-types'}>
            {box.types.map((type) => typeRow(type))}
          </div>
        </section>
      );
    };

    function typeRow({ resource, objects }: DrawnType) {
      const rest = objects.length - MOST;
      return (
        <div class="pg-type" key={resource}>
          <span class="pg-type-name" title={shown(resource)}>
            {shortType(resource)}
            {props.isDense ? <small> {objects.length.toLocaleString('en')}</small> : null}
          </span>
          <div class="pg-objects">
            {objects.slice(0, MOST).map(chip)}
            {rest <= 0 ? null : <span class="pg-rest">and {rest.toLocaleString('en')} more</span>}
          </div>
        </div>
      );
    }

    function chip(object: DrawnObject) {
      const { decision, data, change } = object;
      const { key, included, pulledBy, name } = decision;
      return (
        <button
          type="button"
          key={key}
          data-key={key}
          tabindex={key === props.entry ? 0 : -1}
          aria-label={labelOf(object)}
          aria-pressed={key === props.chosen}
          class={[
            'pg-object',
            included ? 'is-in' : 'is-out',
            pulledBy !== undefined && 'is-pulled',
            data !== null && `has-volume is-${data}`,
            change !== null && `is-${change}`,
            key === props.chosen && 'is-chosen',
            props.chain.has(key) && 'is-linked',
          ]}
        >
          {props.isDense ? null : <span class="pg-name">{shown(name)}</span>}
        </button>
      );
    }
  },
});
