/** VitePress' own theme, with a few styles of this site. */
import './site.css';
import theme from 'vitepress/theme';

export default theme;
