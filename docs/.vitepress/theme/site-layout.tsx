import { useData } from 'vitepress';
import theme from 'vitepress/theme';
import { defineComponent, onMounted, watch } from 'vue';

/** VitePress' layout, in which some pages have no main landmark: what holds the page becomes one. */
export const SiteLayout = defineComponent({
  setup() {
    const { page } = useData();

    function mark(): void {
      const content = document.getElementById('VPContent');
      if (content?.querySelector('main') === null) content.setAttribute('role', 'main');
      else content?.removeAttribute('role');
    }

    onMounted(mark);
    watch(page, mark, { flush: 'post' });
    return () => <theme.Layout />;
  },
});
