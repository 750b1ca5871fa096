/** VitePress' own theme, with a few styles of this site. */
import './site.css';
import type { Theme } from 'vitepress';
import theme from 'vitepress/theme';
import { SiteLayout } from './site-layout.js';

export default { extends: theme, Layout: SiteLayout } satisfies Theme;
