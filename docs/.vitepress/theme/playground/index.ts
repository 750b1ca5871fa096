/** The page to try it on, as `docs/playground.md` shows it. */
import './playground.css';

export { PlaygroundView } from './view/playground-view.js';
